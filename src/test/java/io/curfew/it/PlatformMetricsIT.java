package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.BrowserSession;
import io.curfew.ground.LibertyServer;
import io.curfew.it.counted.CountedServlet;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Why the gateway publishes all its numbers as gauges, under the names that counters and histograms have. */
class PlatformMetricsIT {
    private static final String OURS = "{mp_scope=\"application\",} ";

    /** Else the container finds no bean and gives the application no registry. */
    private static final String BEANS =
            "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\" bean-discovery-mode=\"all\" />";

    @Test
    void metricsAreRenderedAsTheGatewayReliesOn() {
        WebArchive application = ShrinkWrap.create(WebArchive.class)
                .addPackage(CountedServlet.class.getPackage())
                .addAsWebInfResource(new StringAsset(BEANS), "beans.xml");
        try (LibertyServer server =
                LibertyServer.start(application, "/counted", "servlet-6.1", "cdi-4.1", "mpMetrics-5.1")) {
            BrowserSession browser = new BrowserSession();
            assertEquals(
                    "refused", browser.get(server.url() + "/counted?register").body());
            String metrics =
                    browser.get(server.url() + "/metrics?scope=application").body();

            // it can only be pushed at; it is there before it counts, with the ending that it lacks
            assertSaid(metrics, "# TYPE probe_counter_total counter");
            assertSaid(metrics, "probe_counter_total" + OURS + "0.0");
            // what is meant as a histogram has quantiles and no buckets
            assertSaid(metrics, "# TYPE probe_histogram summary");
            assertSaid(metrics, "# TYPE probe_timer_seconds summary");
            assertFalse(metrics.contains("probe_histogram_bucket") || metrics.contains("probe_timer_seconds_bucket"));
            assertTrue(
                    metrics.contains("probe_timer_seconds{mp_scope=\"application\",quantile=\"0.5\""), () -> metrics);
            // the name of a gauge is left as it is
            assertSaid(metrics, "# TYPE probe_gauge_total gauge");
            assertSaid(metrics, "probe_gauge_total" + OURS + "7.0");
            assertSaid(metrics, "probe_gauge_seconds_bucket{le=\"0.5\",mp_scope=\"application\",} 1.0");
            assertSaid(metrics, "probe_gauge_seconds_bucket{le=\"+Inf\",mp_scope=\"application\",} 2.0");
        }
    }

    private static void assertSaid(String metrics, String line) {
        assertTrue(metrics.lines().map(String::strip).anyMatch(line::equals), () -> line + "\n" + metrics);
    }
}
