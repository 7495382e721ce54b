package io.curfew.launch.kong;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the routes of a file, each with its service, nested in it or naming it, and with what guards it. */
final class KongRoutes {
    /** What is read, and what says nothing about requests. */
    private static final Set<String> KNOWN = Set.of(
            "_format_version",
            "_transform",
            "_info",
            "_workspace",
            "_plugin_configs",
            "services",
            "routes",
            "plugins",
            "upstreams");

    private final Section root;
    private final Report report;
    private final KongPlugins plugins;
    private final List<KongRoute> found = new ArrayList<>();

    /** Those that name a service which did not come by yet, by that name. */
    private final Map<String, List<Section>> waiting = new LinkedHashMap<>();

    private KongRoutes(Section root, Report report) {
        this.root = root;
        this.report = report;
        this.plugins = new KongPlugins(root, report);
    }

    /** All that take requests at Kong, those that nothing guards too. */
    static List<KongRoute> of(Section root, Report report) {
        KongRoutes routes = new KongRoutes(root, report);
        routes.rest();
        List<Section> alone = new ArrayList<>();
        for (Section route : root.sections("routes")) {
            if (route.isSet("service")) {
                String service = route.reference("service").orElse("");
                routes.waiting
                        .computeIfAbsent(service, key -> new ArrayList<>())
                        .add(route);
            } else {
                alone.add(route);
            }
        }
        root.sections("services").forEach(routes::service);
        alone.forEach(route -> routes.alone(route, "without a service there is nothing to forward to"));
        routes.waiting.values().stream()
                .flatMap(List::stream)
                .forEach(route -> routes.alone(route, "left out: the service that it names is not in the file"));
        routes.plugins.finish();
        return routes.found;
    }

    private void rest() {
        root.names().stream()
                .filter(name -> !KNOWN.contains(name))
                .forEach(name -> report.add("file", name, "not carried over"));
        root.section("_info")
                .filter(info -> info.isSet("defaults"))
                .ifPresent(
                        info -> report.add("file", "_info.defaults", "not read; what it sets must be in each entity"));
    }

    private void service(Section service) {
        String place = "service " + service.label();
        List<Section> routes = new ArrayList<>(service.sections("routes"));
        Stream.of("name", "id")
                .flatMap(field -> service.text(field).stream())
                .flatMap(name -> Optional.ofNullable(waiting.remove(name)).stream())
                .forEach(routes::addAll);
        if (service.text("enabled").filter(Texts::isFalse).isPresent()) {
            report.add(place, "enabled", "it is switched off, so its routes are left out");
            plugins.pass(service);
            routes.forEach(plugins::pass);
            return;
        }
        if (service.text("enabled").filter(Texts::isReference).isPresent()) {
            report.add(place, "enabled", "a reference; it is taken as switched on");
        }
        Guard guard = plugins.ofService(service, place).within(plugins.everywhere());
        for (Section route : routes) {
            String name = route.text("name").orElseGet(service::label);
            Guard own = plugins.ofRoute(route, Optional.of(service), "route " + name);
            KongRoute made = new KongRoute(name, route, Optional.of(service), own.within(guard));
            found.add(made);
            if (!made.isGuarded()) {
                report.add(
                        place,
                        "route " + name,
                        "left out: no openid-connect plugin guards it, and a route of Curfew needs a session unless"
                                + " anonymous_paths says otherwise");
            }
        }
    }

    private void alone(Section route, String sentence) {
        report.add("file", route.label(), sentence);
        Guard own = plugins.ofRoute(route, Optional.empty(), "route " + route.label());
        found.add(new KongRoute(route.label(), route, Optional.empty(), own.within(plugins.everywhere())));
    }
}
