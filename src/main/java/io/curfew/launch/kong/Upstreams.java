package io.curfew.launch.kong;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    private final List<Section> upstreams;
    private final Report report;
    private final Map<Section, Optional<String>> done = new HashMap<>();

    Upstreams(Section root, Report report) {
        this.upstreams = root.sections("upstreams");
        this.report = report;
    }

    /** The URLs, by commas; empty when Curfew cannot forward there. */
    Optional<String> of(Section service) {
        return done.computeIfAbsent(service, this::urls);
    }

    private Optional<String> urls(Section service) {
        String place = "service " + service.text("name").orElse(service.place());
        rest(service, place);
        Optional<String> url = service.text("url").or(() -> built(service));
        if (url.filter(Texts::isReference).isPresent()
                || url.filter(text -> !text.matches("https?://[^/?#]+(/[^?#]*)?"))
                        .isPresent()) {
            report.add(place, "url", "its routes are left out: they need an http or https URL without a query");
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
                .map(host -> scheme + "://" + host
                        + service.text("port").map(port -> ":" + port).orElse("")
                        + service.text("path").orElse(""));
    }

    private Optional<String> balanced(String url, String place) {
        int start = url.indexOf("://") + 3;
        int slash = url.indexOf('/', start);
        int end = slash < 0 ? url.length() : slash;
        String host = url.substring(start, end).replaceFirst(":[0-9]*$", "");
        for (Section upstream : upstreams) {
            if (upstream.text("name").filter(host::equals).isPresent()) {
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
        }
        return Optional.of(url);
    }

    private List<String> targets(Section upstream) {
        String place = "upstream " + upstream.text("name").orElse("");
        List<String> targets = new ArrayList<>();
        Set<String> weights = new HashSet<>();
        for (Section target : upstream.sections("targets")) {
            String weight = target.text("weight").orElse("100");
            String address = target.text("target").orElse("");
            if (!weight.equals("0") && !address.isEmpty()) {
                weights.add(weight);
                targets.add(address.matches(".*:[0-9]+") ? address : address + ":8000");
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
