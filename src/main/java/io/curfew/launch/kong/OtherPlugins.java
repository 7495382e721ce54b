package io.curfew.launch.kong;

import java.util.Set;

/** Kong's other plugins, by what gets lost without them. */
final class OtherPlugins {
    /** The one that is carried over. */
    static final String LOGIN = "openid-connect";

    /** These let every request go on to where it goes. Of any other, one's own too, nobody knows. */
    private static final Set<String> OBSERVING = Set.of(
            "acme",
            "app-dynamics",
            "correlation-id",
            "cors",
            "datadog",
            "exit-transformer",
            "file-log",
            "http-log",
            "jq",
            "kafka-log",
            "loggly",
            "metering-and-billing",
            "opentelemetry",
            "prometheus",
            "proxy-cache",
            "proxy-cache-advanced",
            "request-transformer",
            "request-transformer-advanced",
            "response-transformer",
            "response-transformer-advanced",
            "session",
            "statsd",
            "statsd-advanced",
            "syslog",
            "tcp-log",
            "tls-metadata-headers",
            "udp-log",
            "upstream-oauth",
            "upstream-timeout",
            "zipkin");

    /** These refuse what is too much, whoever sends it. */
    private static final Set<String> LIMITING = Set.of(
            "ai-rate-limiting-advanced",
            "graphql-rate-limiting-advanced",
            "rate-limiting",
            "rate-limiting-advanced",
            "request-size-limiting",
            "response-ratelimiting",
            "service-protection",
            "websocket-size-limit");

    private OtherPlugins() {}

    /** Whether requests that it refused, or answered itself, would reach an upstream without it. */
    static boolean mayRefuse(String name) {
        return !OBSERVING.contains(name) && !LIMITING.contains(name);
    }

    static String sentence(String name) {
        if (mayRefuse(name)) {
            return "left out: Curfew has no plugins, and this one may refuse requests or answer them itself";
        }
        return LIMITING.contains(name)
                ? "left out: Curfew has no plugins, and no limit takes its place"
                : "left out: Curfew has no plugins";
    }
}
