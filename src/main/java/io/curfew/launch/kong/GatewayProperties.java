package io.curfew.launch.kong;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is set for all routes, as far as the file tells it. */
final class GatewayProperties {
    private static final int SHORTEST_SECRET = 32;
    private static final String PLACE = "all routes";
    private static final Pattern ORIGIN = Pattern.compile("(https?://[^/?#@]+).*");

    private GatewayProperties() {}

    /** @param routes those that are carried over */
    static Map<String, String> of(Collection<WrittenRoute> routes, Report report) {
        Set<OidcPlugin> plugins = new LinkedHashSet<>(
                routes.stream().map(route -> route.kong().plugin()).toList());
        Map<String, String> properties = new LinkedHashMap<>();
        publicUrl(routes, plugins)
                .ifPresentOrElse(
                        url -> properties.put("public_url", url),
                        () -> report.add(
                                PLACE,
                                "public_url",
                                "the file does not tell it; set where browsers reach the gateway"));
        sessionSecret(plugins, report).ifPresent(secret -> properties.put("session_secret", secret));
        return properties;
    }

    /** Of a redirect URI, else of a host: nothing else in the file says how browsers reach it. */
    private static Optional<String> publicUrl(Collection<WrittenRoute> routes, Set<OidcPlugin> plugins) {
        Stream<String> origins = plugins.stream()
                .flatMap(plugin -> plugin.config().texts("redirect_uri").stream())
                .filter(uri -> !Texts.isReference(uri))
                .map(ORIGIN::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1));
        Stream<String> hosts =
                routes.stream().flatMap(route -> route.hosts().stream()).map(host -> "https://" + host);
        return Stream.concat(origins, hosts).findFirst();
    }

    private static Optional<String> sessionSecret(Set<OidcPlugin> plugins, Report report) {
        Set<String> secrets = new LinkedHashSet<>();
        for (OidcPlugin plugin : plugins) {
            Optional<String> secret = plugin.config().text("session_secret");
            boolean fits = secret.filter(text -> text.length() >= SHORTEST_SECRET
                            && text.indexOf(',') < 0
                            && !Texts.isReference(text)
                            && !Texts.isPadded(text))
                    .isPresent();
            if (secret.isPresent() && !fits) {
                report.add(
                        plugin.place(),
                        "session_secret",
                        "left out: it is a reference, has a comma or a space at an end, or has fewer than "
                                + SHORTEST_SECRET + " characters");
            } else if (fits && !secrets.isEmpty() && secrets.add(secret.get())) {
                report.add(
                        plugin.place(),
                        "session_secret",
                        "left out: all routes have one, and that of another plugin is taken");
            } else if (fits) {
                secrets.add(secret.get());
            }
        }
        return secrets.stream().findFirst();
    }
}
