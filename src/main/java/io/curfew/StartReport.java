package io.curfew;

import io.curfew.config.ClusterSettings;
import io.curfew.config.Endpoint;
import io.curfew.config.PublicUrl;
import io.curfew.config.Registration;
import io.curfew.config.Route;
import io.curfew.config.Settings;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an operator wants to see in the log when the gateway has started; no secret is in it. */
final class StartReport {
    private StartReport() {}

    static List<String> of(Settings settings, String version) {
        return Stream.of(
                        Stream.of("Curfew " + version + " is open at " + places(settings)),
                        Stream.of(line(settings.cluster())),
                        settings.registrations().stream().map(StartReport::line),
                        settings.routes().stream()
                                .map(route -> line(route, settings.publicUrl().contextPath())))
                .flatMap(lines -> lines)
                .toList();
    }

    private static String places(Settings settings) {
        Stream<PublicUrl> ofHosts = settings.routes().stream()
                .flatMap(route -> route.requests().hosts().stream())
                .map(settings.publicUrl()::at);
        return Stream.concat(Stream.of(settings.publicUrl()), ofHosts)
                .distinct()
                .map(url -> url.resolve("/"))
                .collect(Collectors.joining(", "));
    }

    private static String line(ClusterSettings cluster) {
        if (cluster instanceof ClusterSettings.Embedded embedded) {
            return "Sessions live in the cluster '" + embedded.name() + "' of " + embedded.expectedSize()
                    + " nodes; this one is at " + new Endpoint(embedded.bindAddress(), embedded.bindPort());
        }
        if (cluster instanceof ClusterSettings.Remote remote) {
            return "Sessions live in the Infinispan servers " + remote.servers();
        }
        return "Sessions live in this node alone";
    }

    private static String line(Registration registration) {
        return "Logins at " + registration.issuer() + " as " + registration.clientId();
    }

    private static String line(Route route, String contextPath) {
        return "Route " + route.name() + ": " + paths(route, contextPath)
                + methods(route.requests().methods()) + " → "
                + route.upstream().servers().uris().stream().map(URI::toString).collect(Collectors.joining(", "));
    }

    private static String paths(Route route, String contextPath) {
        List<String> hosts = route.requests().hosts().isEmpty()
                ? List.of("")
                : route.requests().hosts();
        return hosts.stream()
                .flatMap(host -> route.paths().stream().map(path -> host + contextPath + (path.isEmpty() ? "/" : path)))
                .collect(Collectors.joining(", "));
    }

    private static String methods(Set<String> methods) {
        return methods.isEmpty() ? "" : " (" + String.join(", ", new TreeSet<>(methods)) + ")";
    }
}
