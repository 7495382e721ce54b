package io.curfew.launch.kong;

import java.util.LinkedHashMap;
import java.util.List;
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

    private static final Pattern PATH = Pattern.compile("/|(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+/?");
    private static final Pattern OWN_PATH = Pattern.compile("/(oidc|health|metrics)(/.*)?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

    private final KongRoute kong;
    private final Report report;
    private final Map<String, String> properties = new LinkedHashMap<>();

    private RouteProperties(KongRoute kong, Report report) {
        this.kong = kong;
        this.report = report;
    }

    /** The parameters of the route, or empty if Curfew cannot serve it as Kong does. */
    static Optional<Map<String, String>> of(KongRoute kong, Upstreams upstreams, Report report) {
        RouteProperties made = new RouteProperties(kong, report);
        Optional<String> upstream = made.isServed() ? upstreams.of(kong.service()) : Optional.empty();
        if (upstream.isEmpty() || !made.paths() || !made.hosts() || !made.methods()) {
            return Optional.empty();
        }
        made.properties.put("upstream", upstream.get());
        made.flag("strip_path", "true");
        made.flag("preserve_host", "false");
        for (String limit : List.of("connect_timeout", "read_timeout", "write_timeout")) {
            kong.service().text(limit).ifPresent(value -> made.properties.put(limit, value));
        }
        made.rest();
        return Optional.of(made.properties);
    }

    private boolean isServed() {
        List<String> conditions =
                CONDITIONS.stream().filter(kong.route()::isSet).toList();
        conditions.forEach(condition ->
                note(condition, "the route is left out: Curfew tells requests by host, path and method alone"));
        List<String> protocols = kong.route().texts("protocols");
        boolean isWeb = protocols.isEmpty() || protocols.stream().anyMatch(Set.of("http", "https")::contains);
        if (!isWeb) {
            note("protocols", "the route is left out: it takes neither http nor https");
        }
        return conditions.isEmpty() && isWeb;
    }

    private boolean paths() {
        List<String> all = kong.route().texts("paths");
        List<String> served = all.stream().filter(this::isServedPath).toList();
        properties.put("path", all.isEmpty() ? "/" : String.join(",", served));
        return all.isEmpty() || isLeft("paths", served);
    }

    private boolean isServedPath(String path) {
        if (!PATH.matcher(path).matches()) {
            note(
                    path,
                    "the path is left out: a path has whole segments of letters, digits and . _ ~ -, and is no pattern");
            return false;
        }
        if (OWN_PATH.matcher(path).matches()) {
            note(path, "the path is left out: the gateway keeps it for itself");
            return false;
        }
        return true;
    }

    private boolean hosts() {
        List<String> all = kong.route().texts("hosts");
        List<String> served =
                all.stream().filter(host -> HOST.matcher(host).matches()).toList();
        all.stream()
                .filter(host -> !served.contains(host))
                .forEach(host -> note(host, "the host is left out: hosts are exact names without a port"));
        if (!served.isEmpty()) {
            properties.put("hosts", String.join(",", served));
        }
        return all.isEmpty() || isLeft("hosts", served);
    }

    private boolean methods() {
        List<String> all = kong.route().texts("methods");
        List<String> served = all.stream()
                .filter(method -> !Set.of("TRACE", "CONNECT").contains(method))
                .toList();
        if (served.size() < all.size()) {
            note("methods", "TRACE and CONNECT are left out: they are never forwarded");
        }
        if (!served.isEmpty()) {
            properties.put("methods", String.join(",", served));
        }
        return all.isEmpty() || isLeft("methods", served);
    }

    /** An empty list would mean everything, where the file meant something. */
    private boolean isLeft(String name, List<String> served) {
        if (served.isEmpty()) {
            note(name, "the route is left out: none of them is left");
        }
        return !served.isEmpty();
    }

    private void flag(String name, String sameDefault) {
        kong.route()
                .text(name)
                .map(Texts::flag)
                .filter(value -> !value.equals(sameDefault))
                .ifPresent(value -> properties.put(name, value));
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
