package io.curfew.launch.kong;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a route of Kong's and its service become, apart from the plugin. */
final class RouteProperties {
    /** By these a route takes some requests of a path and leaves others; without them it would take all. */
    private static final List<String> CONDITIONS = List.of("headers", "snis", "sources", "destinations", "expression");

    private static final Set<String> KNOWN = Set.of(
            "name",
            "id",
            "tags",
            "created_at",
            "updated_at",
            "service",
            "plugins",
            "paths",
            "hosts",
            "methods",
            "protocols",
            "strip_path",
            "preserve_host",
            "regex_priority",
            "request_buffering",
            "response_buffering");

    private static final Map<String, String> HARMLESS =
            Map.of("path_handling", "v0", "https_redirect_status_code", "426");

    /** By these it is told which requests are its own; what a reference stands for, nobody knows. */
    private static final List<String> WHOSE = List.of("paths", "hosts", "methods", "protocols");

    private static final Pattern HOST =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    private final KongRoute kong;
    private final Report report;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, KongPath> paths = new LinkedHashMap<>();
    private final Set<String> hosts = new LinkedHashSet<>();
    private final List<KongPath> lostPaths = new ArrayList<>();
    private final Set<String> lostHosts = new LinkedHashSet<>();

    private RouteProperties(KongRoute kong, Report report) {
        this.kong = kong;
        this.report = report;
    }

    /** The route with its parameters, or empty if Curfew cannot serve it as Kong does. */
    static Optional<WrittenRoute> of(KongRoute kong, Upstreams upstreams, Report report) {
        RouteProperties made = new RouteProperties(kong, report);
        Optional<String> upstream = made.isServed() ? kong.service().flatMap(upstreams::of) : Optional.empty();
        if (upstream.isEmpty() || !made.paths() || !made.hosts() || !made.methods()) {
            return Optional.empty();
        }
        made.properties.put("upstream", upstream.get());
        made.carry(kong.route(), "strip_path", "true");
        made.carry(kong.route(), "preserve_host", "false");
        for (String limit : List.of("connect_timeout", "read_timeout", "write_timeout")) {
            kong.service().ifPresent(service -> made.carry(service, limit, ""));
        }
        made.rest();
        return Optional.of(new WrittenRoute(
                kong,
                KongMatch.of(kong.route()),
                made.properties,
                made.paths,
                made.hosts,
                made.lostPaths,
                made.lostHosts));
    }

    private boolean isServed() {
        List<String> conditions =
                CONDITIONS.stream().filter(kong.route()::isSet).toList();
        conditions.forEach(condition ->
                note(condition, "the route is left out: Curfew tells requests by host, path and method alone"));
        List<String> references = WHOSE.stream()
                .filter(name -> kong.route().texts(name).stream().anyMatch(Texts::isReference))
                .toList();
        references.forEach(name -> note(
                name, "the route is left out: what a reference to a vault or an environment stands for is not known"));
        return conditions.isEmpty() && references.isEmpty() && isWeb();
    }

    private boolean isWeb() {
        List<String> protocols = kong.route().texts("protocols");
        boolean isWeb = protocols.isEmpty() || protocols.stream().anyMatch(Set.of("http", "https")::contains);
        if (!isWeb) {
            note("protocols", "the route is left out: it takes neither http nor https");
        }
        if (protocols.equals(List.of("https"))) {
            note("protocols", "plain http is not refused, as it is at Kong; close HTTP_PORT to browsers");
        } else if (isWeb && !protocols.isEmpty() && !protocols.contains("https")) {
            note("protocols", "not carried over: https is served as http is");
        }
        return isWeb;
    }

    private boolean paths() {
        List<String> all = kong.route().texts("paths");
        if (all.isEmpty()) {
            paths.put("/", KongPath.of(""));
        }
        for (String text : all) {
            KongPath path = KongPath.of(text);
            if (isServed(path)) {
                paths.merge(path.served(), path, (one, other) -> one.isWidened() ? other : one);
            } else {
                lostPaths.add(path);
            }
        }
        paths.values().stream()
                .filter(KongPath::isWidened)
                .forEach(path -> note(
                        path.text(), "the same without the slash at its end is the route's too, as it is not at Kong"));
        if (paths.containsKey("/")) {
            note("/", "what is below /oidc, /health and /metrics goes to no upstream: the gateway keeps it for itself");
        }
        properties.put("path", String.join(",", paths.keySet()));
        return isLeft("paths", paths.isEmpty());
    }

    private boolean isServed(KongPath path) {
        if (!path.isServed()) {
            note(
                    path.text(),
                    "the path is left out: a path has whole segments of letters, digits and . _ ~ -, and is no pattern");
            return false;
        }
        if (path.isOwn()) {
            note(path.text(), "the path is left out: the gateway keeps it for itself");
            return false;
        }
        return true;
    }

    private boolean hosts() {
        List<String> all = kong.route().texts("hosts");
        for (String text : all) {
            String host = text.toLowerCase(Locale.ROOT);
            if (HOST.matcher(host).matches()) {
                hosts.add(host);
            } else {
                note(
                        text,
                        "the host is left out: hosts are exact names of letters, digits and - between dots, without a port");
                lostHosts.add(host);
            }
        }
        if (!hosts.isEmpty()) {
            properties.put("hosts", String.join(",", hosts));
        }
        return all.isEmpty() || isLeft("hosts", hosts.isEmpty());
    }

    private boolean methods() {
        List<String> all = kong.route().texts("methods");
        List<String> served = all.stream()
                .filter(method -> !Set.of("TRACE", "CONNECT").contains(method))
                .distinct()
                .toList();
        if (all.contains("TRACE") || all.contains("CONNECT")) {
            note("methods", "TRACE and CONNECT are left out: they are never forwarded");
        }
        if (!served.isEmpty()) {
            properties.put("methods", String.join(",", served));
        }
        return all.isEmpty() || isLeft("methods", served.isEmpty());
    }

    /** An empty list would mean everything, where the file meant something. */
    private boolean isLeft(String name, boolean isEmpty) {
        if (isEmpty) {
            note(name, "the route is left out: none of them is left");
        }
        return !isEmpty;
    }

    private void carry(Section section, String name, String sameDefault) {
        Optional<String> value = section.text(name).map(Texts::flag).filter(text -> !text.equals(sameDefault));
        if (value.filter(Texts::isReference).isPresent()) {
            note(name, "left out: the value is a reference to a vault or an environment; set it yourself");
        } else {
            value.ifPresent(text -> properties.put(name, text));
        }
    }

    private void rest() {
        kong.route().names().stream()
                .filter(name -> !KNOWN.contains(name))
                .filter(name -> !HARMLESS.containsKey(name)
                        || !kong.route().texts(name).equals(List.of(HARMLESS.getOrDefault(name, ""))))
                .forEach(name -> note(name, "not carried over"));
    }

    private void note(String name, String sentence) {
        report.add(kong.place(), name, sentence);
    }
}
