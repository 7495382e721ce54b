package io.curfew.it.counted;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Registers them at {@code ?register}, and says what becomes of a series whose labels are others than those of the first of its name. */
@WebServlet("/counted")
public class CountedServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient MetricRegistry registry;

    /** A registry that is looked up by {@code CDI.current()} would be null. */
    @Inject
    public CountedServlet(MetricRegistry registry) {
        this.registry = registry;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if ("register".equals(request.getQueryString())) {
            response.getWriter().print(register(registry));
        }
    }

    private static String register(MetricRegistry registry) {
        registry.counter("probe_counter");
        registry.histogram("probe_histogram").update(3);
        registry.timer("probe_timer").update(Duration.ofMillis(30));
        registry.gauge("probe_gauge_total", () -> 7);
        registry.gauge("probe_gauge_seconds_bucket", () -> 1, new Tag("le", "0.5"));
        registry.gauge("probe_gauge_seconds_bucket", () -> 2, new Tag("le", "+Inf"));
        try {
            registry.gauge("probe_gauge_total", () -> 8, new Tag("other", "label"));
            return "taken";
        } catch (IllegalArgumentException | IllegalStateException e) {
            return "refused";
        }
    }
}
