package io.curfew;

import static io.curfew.health.MetricFamily.counter;
import static io.curfew.health.MetricFamily.gauge;
import static io.curfew.health.MetricFamily.histogram;

import io.curfew.config.Route;
import io.curfew.health.MetricFamily;
import io.curfew.proxy.OpenKind;
import io.curfew.proxy.UpstreamCounts;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/** What is published of what passes through: the upstreams of the routes, what is open, and who watches. */
final class TrafficMetrics {
    private TrafficMetrics() {}

    /** @param counts of the upstreams of a route */
    static List<MetricFamily> of(
            List<Route> routes,
            Function<Route, UpstreamCounts> counts,
            ToLongFunction<OpenKind> open,
            LongSupplier watchers) {
        MetricFamily requests = counter("curfew_upstream_requests_total", "Requests to upstreams");
        MetricFamily seconds = histogram(
                "curfew_upstream_seconds", "From when a request is to be sent until the head of its answer is there");
        MetricFamily broken =
                counter("curfew_upstream_broken_bodies_total", "Answers of upstreams that broke off after their head");
        for (Route route : routes) {
            UpstreamCounts of = counts.apply(route);
            Map<String, String> label = Map.of("route", route.name());
            requests = requests.by(label, "outcome", of.ends().kinds(), end -> end.text(), of.ends()::of);
            seconds = seconds.of(label, new Histogram(of.untilHead()));
            broken = broken.of("route", route.name(), of::brokenBodies);
        }
        return List.of(
                requests,
                seconds,
                broken,
                gauge("curfew_open_exchanges", "What this node forwards at the moment")
                        .by("kind", List.of(OpenKind.values()), Labels::of, open),
                gauge("curfew_session_watchers", "Pages that this node tells of the end of their sessions")
                        .of(watchers));
    }
}
