package io.curfew.launch.kong;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which requests a route of Kong's takes, and which of two routes Kong's router (traditional_compat, its default) asks first.
 *
 * @param paths its paths; one that is empty where it has none
 * @param hosts in lower case and without ports, perhaps patterns
 * @param methods none for all
 * @param kinds how many kinds of conditions it has, which Kong counts first
 * @param headers how many headers it looks at
 * @param isOpaque whether it is written as an expression
 */
record KongMatch(
        List<KongPath> paths, Set<String> hosts, Set<String> methods, int kinds, int headers, boolean isOpaque) {
    private static final List<String> KINDS =
            List.of("paths", "hosts", "methods", "headers", "snis", "sources", "destinations");
    private static final Set<String> STREAMS = Set.of("tcp", "tls", "udp", "tls_passthrough");
    private static final Set<String> NEVER_FORWARDED = Set.of("TRACE", "CONNECT");

    KongMatch {
        paths = List.copyOf(paths);
        hosts = Set.copyOf(hosts);
        methods = Set.copyOf(methods);
    }

    static KongMatch of(Section route) {
        List<String> paths = route.texts("paths");
        return new KongMatch(
                (paths.isEmpty() ? Stream.of("") : paths.stream())
                        .map(KongPath::of)
                        .toList(),
                route.texts("hosts").stream().map(KongMatch::host).collect(Collectors.toCollection(LinkedHashSet::new)),
                methods(route.texts("methods")),
                (int) KINDS.stream().filter(route::isSet).count(),
                route.section("headers").map(headers -> headers.names().size()).orElse(0),
                route.isSet("expression"));
    }

    /** Whether Curfew could get its requests at all, if not by this route then by another. */
    static boolean isForwarded(Section route) {
        List<String> protocols = route.texts("protocols");
        List<String> methods = route.texts("methods");
        return (protocols.isEmpty() || !STREAMS.containsAll(protocols))
                && (methods.isEmpty() || !NEVER_FORWARDED.containsAll(methods));
    }

    /** Whether a host, by its exact name, is one of some that may be patterns; where there are none, every host is. */
    static boolean isAmong(String host, Set<String> patterns) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> fits(host, pattern));
    }

    /** Whether there are requests with one of the methods of each. */
    boolean sharesMethods(Set<String> others) {
        return methods.isEmpty() || others.isEmpty() || methods.stream().anyMatch(others::contains);
    }

    /**
     * Whether Kong certainly asks this route before another where both take a request, by these paths of theirs.
     *
     * @param path of this route, and plain
     */
    boolean isBefore(KongPath path, KongMatch other, KongPath othersPath) {
        if (isOpaque || other.isOpaque) {
            return false;
        }
        if (kinds != other.kinds) {
            return kinds > other.kinds;
        }
        if (hasPlainHosts() != other.hasPlainHosts()) {
            return hasPlainHosts();
        }
        if (headers != other.headers) {
            return headers > other.headers;
        }
        return othersPath.isPlain() && path.text().length() > othersPath.text().length();
    }

    private boolean hasPlainHosts() {
        return !hosts.isEmpty() && hosts.stream().noneMatch(host -> host.indexOf('*') >= 0);
    }

    private static boolean fits(String host, String pattern) {
        if (Texts.isReference(pattern)) {
            return true;
        }
        return pattern.startsWith("*")
                ? host.endsWith(pattern.substring(1))
                : pattern.endsWith("*")
                        ? host.startsWith(pattern.substring(0, pattern.length() - 1))
                        : host.equals(pattern);
    }

    /** A reference may stand for any. */
    private static Set<String> methods(List<String> texts) {
        return texts.stream().anyMatch(Texts::isReference) ? Set.of() : new LinkedHashSet<>(texts);
    }

    private static String host(String text) {
        return text.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]+$", "");
    }
}
