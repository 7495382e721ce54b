package io.curfew.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Publishes what the rooms count as MicroProfile Metrics. */
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

    /** Publishes a count, read whenever somebody scrapes. */
    public void publish(String name, String description, LongSupplier count, Tag... labels) {
        Metadata metadata =
                Metadata.builder().withName(name).withDescription(description).build();
        registry.gauge(metadata, count, supplier -> (double) supplier.getAsLong(), labels);
    }
}
