package io.curfew.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Publishes what the rooms count as MicroProfile Metrics. All of it is registered as gauges, also what only rises: the counters and
 * histograms of MicroProfile can only be pushed at, and a gauge reads the room's own number at the moment of the scrape.
 */
@ApplicationScoped
public class GatewayMetrics {
    private final MetricRegistry registry;

    /** For the container's proxy only. */
    @SuppressWarnings("NullAway")
    GatewayMetrics() {
        this.registry = null;
    }

    @Inject
    public GatewayMetrics(MetricRegistry registry) {
        this.registry = registry;
    }

    /** Publishes all of these. */
    public void publish(List<MetricFamily> families) {
        families.forEach(family -> family.series().forEach(series -> publish(family, series)));
    }

    private void publish(MetricFamily family, MetricFamily.Series series) {
        Metadata metadata = Metadata.builder()
                .withName(family.name() + series.suffix())
                .withDescription(family.meaning())
                .build();
        Tag[] tags = series.labels().entrySet().stream()
                .map(label -> new Tag(label.getKey(), label.getValue()))
                .toArray(Tag[]::new);
        registry.gauge(metadata, series, read -> read.value().getAsDouble(), tags);
    }
}
