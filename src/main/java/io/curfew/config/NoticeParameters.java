package io.curfew.config;

import io.curfew.config.Parameter.Scope;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of notices to applications that a session is over, behind those of {@link LeavingParameters}. */
final class NoticeParameters {
    private static final ParameterTable TABLE = new ParameterTable();

    static final Parameter<URI> TARGET = TABLE.row(
            "logout_notify_uri",
            Scope.ROUTE,
            UrlForms.ENDPOINT,
            null,
            "where the application is told by a signed POST that a session is over; https, or a host of the route's own upstreams");

    private NoticeParameters() {}

    static List<Parameter<?>> all() {
        return TABLE.rows();
    }

    /** The settings in values without a fault. */
    static @Nullable NoticeSettings read(RouteValues values) {
        return values.find(TARGET)
                .map(uri -> new NoticeSettings(uri, AssertionParameters.audience(values)))
                .orElse(null);
    }

    /** A notice says who has signed out, so in clear it goes only where requests go in clear that say who is signed in. */
    static void check(RouteValues route, Faults faults) {
        Optional<URI> plain = route.find(TARGET).filter(RouteContradictions::isPlain);
        Optional<List<URI>> upstreams = route.find(Parameters.UPSTREAM);
        if (plain.isEmpty()
                || upstreams.isEmpty()
                || UrlForms.isLoopback(plain.get().getHost())) {
            return;
        }
        Set<String> hosts = upstreams.get().stream()
                .filter(RouteContradictions::isPlain)
                .flatMap(NoticeParameters::host)
                .collect(Collectors.toSet());
        if (host(plain.get()).noneMatch(hosts::contains)) {
            faults.add(
                    route.key(TARGET),
                    "The URL is http, and its host is none of those that upstream names with http."
                            + " Use https, or a host of the route's own upstreams.");
        }
    }

    private static Stream<String> host(URI uri) {
        return Stream.ofNullable(uri.getHost()).map(host -> host.toLowerCase(Locale.ROOT));
    }
}
