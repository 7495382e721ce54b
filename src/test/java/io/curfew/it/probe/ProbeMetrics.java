package io.curfew.it.probe;

import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Registers one metric of each kind, to see what becomes of it. */
final class ProbeMetrics {
    private ProbeMetrics() {}

    static void register() {
        MetricRegistry registry = CDI.current().select(MetricRegistry.class).get();
        registry.counter("probe_counter");
        registry.histogram("probe_histogram").update(3);
        registry.timer("probe_timer").update(Duration.ofMillis(30));
        registry.gauge("probe_gauge_total", () -> 7);
        registry.gauge("probe_gauge_seconds_bucket", () -> 1, new Tag("le", "0.5"));
        registry.gauge("probe_gauge_seconds_bucket", () -> 2, new Tag("le", "+Inf"));
    }

    /** What happens to a series of a name whose labels are others than those of the first. */
    static String registerWithOtherLabels() {
        MetricRegistry registry = CDI.current().select(MetricRegistry.class).get();
        try {
            registry.gauge("probe_gauge_total", () -> 8, new Tag("other", "label"));
            return "taken";
        } catch (IllegalArgumentException | IllegalStateException e) {
            return "refused";
        }
    }
}
