package io.curfew.launch.kong;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where services forward to: their own URL, or the targets of the upstream that they name as host. */
final class Upstreams {
    private static final Set<String> KNOWN = Set.of(
            "name",
            "id",
            "tags",
            "created_at",
            "updated_at",
            "enabled",
            "routes",
            "plugins",
            "url",
            "protocol",
            "host",
            "port",
            "path",
            "connect_timeout",
            "read_timeout",
            "write_timeout",
            "tls_verify");

    private static final Pattern URL = Pattern.compile("https?://[^/?#,\\s]+(/[^?#,\\s]*)?");
    private static final Pattern FITTING = Pattern.compile("[^/?#,\\s]+");
    private static final Pattern WITH_PORT = Pattern.compile("([^:]*|\\[.*]):[0-9]+");

    private final Map<String, Section> upstreams = new HashMap<>();
    private final Report report;
    private final Map<Section, Optional<String>> done = new HashMap<>();

    Upstreams(Section root, Report report) {
        for (Section upstream : root.sections("upstreams")) {
            upstream.text("name").ifPresent(name -> upstreams.putIfAbsent(name, upstream));
        }
        this.report = report;
    }

    /** The URLs, by commas; empty when Curfew cannot forward there. */
    Optional<String> of(Section service) {
        return done.computeIfAbsent(service, this::urls);
    }

    private Optional<String> urls(Section service) {
        String place = "service " + service.label();
        rest(service, place);
        defaults(service, place);
        Optional<String> url = service.text("url").or(() -> built(service));
        if (url.filter(Texts::isReference).isPresent()
                || url.filter(text -> !URL.matcher(text).matches()).isPresent()) {
            report.add(
                    place,
                    "url",
                    "its routes are left out: they need an http or https URL without a query, a comma or a space");
            return Optional.empty();
        }
        if (url.isEmpty()) {
            report.add(place, "host", "its routes are left out: the service has neither url nor host");
            return Optional.empty();
        }
        if (url.get().startsWith("https:")
                && !service.text("tls_verify").map(Texts::flag).orElse("").equals("true")) {
            report.add(
                    place,
                    "tls_verify",
                    "Curfew always verifies an upstream's certificate; upstream_trust_store names those of your own");
        }
        return balanced(url.get(), place);
    }

    private static Optional<String> built(Section service) {
        String scheme = service.text("protocol").orElse("http");
        return service.text("host")
                .map(host -> scheme + "://" + bracketed(host)
                        + service.text("port").map(port -> ":" + port).orElse("")
                        + service.text("path").orElse(""));
    }

    /** An IPv6 address, which stands in brackets where a port can follow. */
    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private Optional<String> balanced(String url, String place) {
        int start = url.indexOf("://") + 3;
        int slash = url.indexOf('/', start);
        int end = slash < 0 ? url.length() : slash;
        String host = url.substring(start, end).replaceFirst(":[0-9]*$", "");
        Section upstream = upstreams.get(host);
        if (upstream == null) {
            return Optional.of(url);
        }
        List<String> targets = targets(upstream);
        if (targets.isEmpty()) {
            report.add(place, "upstream " + host, "its routes are left out: the upstream has no target in use");
            return Optional.empty();
        }
        return Optional.of(String.join(
                ",",
                targets.stream()
                        .map(target -> url.substring(0, start) + target + url.substring(end))
                        .toList()));
    }

    private List<String> targets(Section upstream) {
        String place = "upstream " + upstream.text("name").orElse("");
        List<String> targets = new ArrayList<>();
        Set<String> weights = new HashSet<>();
        for (Section target : upstream.sections("targets")) {
            String weight = target.text("weight").orElse("100");
            String address = target.text("target").orElse("");
            if (!FITTING.matcher(address).matches() || Texts.isReference(address)) {
                report.add(place, "target", "left out: an address is missing, a reference, or no address");
            } else if (!weight.equals("0")) {
                weights.add(weight);
                targets.add(WITH_PORT.matcher(address).matches() ? address : bracketed(address) + ":8000");
            }
        }
        if (weights.size() > 1) {
            report.add(place, "weight", "not carried over: upstreams are used in turn");
        }
        upstream.names().stream()
                .filter(name -> !Set.of("name", "id", "tags", "created_at", "updated_at", "targets")
                        .contains(name))
                .forEach(name -> report.add(
                        place, name, "not carried over: upstream_failures and upstream_ejection say what Curfew does"));
        return targets.stream().distinct().toList();
    }

    /** Where Kong's default is another than ours, and somebody may count on it. */
    private void defaults(Section service, String place) {
        if (!service.isSet("connect_timeout")) {
            report.add(place, "connect_timeout", "not set: Curfew's default is 10 seconds, Kong's is 60");
        }
        boolean isHttps = service.text("protocol").filter("https"::equals).isPresent();
        if (isHttps && !service.isSet("url") && !service.isSet("port")) {
            report.add(place, "port", "not set: Curfew forwards to 443 by https, Kong to 80 whatever the protocol");
        }
    }

    private void rest(Section service, String place) {
        for (String name : service.names()) {
            if (name.equals("retries") && !service.texts(name).equals(List.of("5"))) {
                report.add(
                        place,
                        name,
                        "not carried over: a request goes on to the next upstream as long as nothing was sent");
            } else if (Set.of("ca_certificates", "client_certificate", "tls_verify_depth")
                    .contains(name)) {
                report.add(
                        place, name, "not carried over: upstream_trust_store and upstream_key_store take PKCS12 files");
            } else if (!name.equals("retries") && !KNOWN.contains(name)) {
                report.add(place, name, "not carried over");
            }
        }
    }
}
