package io.curfew.launch.kong;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the routes of a file that the plugin guards, each with its service: nested in it, or naming it. */
final class KongRoutes {
    private static final String PLUGIN = "openid-connect";

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
    private final List<Section> plugins;
    private final Optional<OidcPlugin> everywhere;
    private final List<KongRoute> found = new ArrayList<>();

    private KongRoutes(Section root, Report report) {
        this.root = root;
        this.report = report;
        this.plugins = root.sections("plugins");
        this.everywhere = plugin(
                plugins.stream()
                        .filter(plugin -> Stream.of("service", "route", "consumer", "consumer_group")
                                .noneMatch(plugin::isSet))
                        .toList(),
                "all routes");
    }

    static List<KongRoute> of(Section root, Report report) {
        KongRoutes routes = new KongRoutes(root, report);
        root.names().stream()
                .filter(name -> !KNOWN.contains(name))
                .forEach(name -> report.add("file", name, "not carried over"));
        root.section("_info")
                .filter(info -> info.isSet("defaults"))
                .ifPresent(
                        info -> report.add("file", "_info.defaults", "not read; what it sets must be in each entity"));
        root.sections("services").forEach(routes::service);
        root.sections("routes").stream()
                .filter(route -> !route.isSet("service"))
                .forEach(route -> report.add("file", label(route), "without a service there is nothing to forward to"));
        return routes.found;
    }

    private void service(Section service) {
        String place = "service " + label(service);
        if (service.text("enabled").filter(Texts::isFalse).isPresent()) {
            report.add(place, "enabled", "it is switched off, so its routes are left out");
            return;
        }
        Optional<OidcPlugin> plugin =
                plugin(pluginsOf(service, "service"), place).or(() -> everywhere);
        List<Section> routes = new ArrayList<>(service.sections("routes"));
        root.sections("routes").stream()
                .filter(route -> isNamed(service, route.reference("service")))
                .forEach(routes::add);
        for (Section route : routes) {
            String name = route.text("name").orElseGet(() -> label(service));
            plugin(pluginsOf(route, "route"), "route " + name)
                    .or(() -> plugin)
                    .ifPresentOrElse(
                            guard -> found.add(new KongRoute(name, route, service, guard)),
                            () -> report.add(
                                    place,
                                    "route " + name,
                                    "left out: no openid-connect plugin guards it, and a route of Curfew needs a session"
                                            + " unless anonymous_paths says otherwise"));
        }
    }

    private List<Section> pluginsOf(Section owner, String kind) {
        List<Section> own = new ArrayList<>(owner.sections("plugins"));
        plugins.stream()
                .filter(plugin -> isNamed(owner, plugin.reference(kind)))
                .forEach(own::add);
        return own;
    }

    /** The one that is switched on; the others are told. */
    private Optional<OidcPlugin> plugin(List<Section> candidates, String owner) {
        Optional<OidcPlugin> guard = Optional.empty();
        for (Section plugin : candidates) {
            String name = plugin.text("name").orElse("");
            boolean isOff = plugin.text("enabled").filter(Texts::isFalse).isPresent();
            if (isOff) {
                report.add(owner, "plugin " + name, "left out: it is switched off");
            } else if (!name.equals(PLUGIN)) {
                report.add(owner, "plugin " + name, "left out: Curfew has no plugins");
            } else if (guard.isEmpty()) {
                guard = Optional.of(new OidcPlugin("openid-connect of " + owner, config(plugin)));
            }
        }
        return guard;
    }

    private Section config(Section plugin) {
        Section own = plugin.section("config").orElse(Section.EMPTY);
        return plugin.text("_config")
                .flatMap(name -> root.section("_plugin_configs").flatMap(shared -> shared.section(name)))
                .map(own::orElse)
                .orElse(own);
    }

    private static boolean isNamed(Section owner, Optional<String> reference) {
        return reference
                .filter(name -> Stream.of("name", "id")
                        .flatMap(field -> owner.text(field).stream())
                        .anyMatch(name::equals))
                .isPresent();
    }

    private static String label(Section section) {
        return section.text("name").or(() -> section.text("id")).orElse(section.place());
    }
}
