package io.curfew.launch.kong;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The plugins of a file by what they hold for: a route, a service, or everything. */
final class KongPlugins {
    private static final String EVERYWHERE = "all routes";

    private final Section root;
    private final Report report;
    private final Map<String, List<Section>> ofRoutes = new HashMap<>();
    private final Map<String, List<Section>> ofServices = new HashMap<>();

    /** Those at the root that hold for a route or a service which did not come by yet. */
    private final Set<Section> waiting = new LinkedHashSet<>();

    private final Guard everywhere;

    KongPlugins(Section root, Report report) {
        this.root = root;
        this.report = report;
        List<Section> global = new ArrayList<>();
        for (Section plugin : forEverybody(root.sections("plugins"), EVERYWHERE)) {
            if (plugin.isSet("route")) {
                index(plugin, "route", ofRoutes);
            } else if (plugin.isSet("service")) {
                index(plugin, "service", ofServices);
            } else {
                global.add(plugin);
            }
        }
        everywhere = guard(global, EVERYWHERE);
    }

    private void index(Section plugin, String kind, Map<String, List<Section>> index) {
        waiting.add(plugin);
        plugin.reference(kind).ifPresent(name -> index.computeIfAbsent(name, key -> new ArrayList<>())
                .add(plugin));
    }

    /** What holds for everything. */
    Guard everywhere() {
        return everywhere;
    }

    /** What holds for a service. */
    Guard ofService(Section service, String place) {
        List<Section> nested = service.sections("plugins");
        nested.stream().filter(plugin -> plugin.isSet("route")).findFirst().ifPresent(plugin -> {
            throw new UnusableFileException(
                    plugin.place() + " stands in a service and names a route. Write it into that route.");
        });
        List<Section> own = new ArrayList<>(forEverybody(nested, place));
        own.addAll(come(ofServices, service));
        return guard(own, place);
    }

    /** What holds for a route: first what holds for it in this service alone. */
    Guard ofRoute(Section route, Optional<Section> service, String place) {
        List<Section> own = new ArrayList<>(forEverybody(route.sections("plugins"), place));
        for (Section plugin : come(ofRoutes, route)) {
            boolean isOfAnother = plugin.isSet("service")
                    && service.filter(owner -> owner.isNamed(plugin.reference("service")))
                            .isEmpty();
            if (isOfAnother) {
                waiting.add(plugin);
            } else {
                own.add(plugin);
            }
        }
        own.sort(Comparator.comparing(plugin -> !plugin.isSet("service")));
        return guard(own, place);
    }

    /** Routes and services that are switched off have plugins too. */
    void pass(Section owner) {
        come(ofServices, owner);
        come(ofRoutes, owner);
    }

    /**
     * Tells of plugins whose route or service never came by.
     *
     * @throws UnusableFileException when one of them guards something: nobody knows what
     */
    void finish() {
        for (Section plugin : waiting) {
            String name = name(plugin);
            if (!isOff(plugin) && (name.equals(OtherPlugins.LOGIN) || OtherPlugins.mayRefuse(name))) {
                throw new UnusableFileException(
                        plugin.place() + " (" + name
                                + ") holds for a route or a service that is not in the file, or for a route of another service.");
            }
            report.add(EVERYWHERE, "plugin " + name, "left out: what it holds for is not in the file");
        }
    }

    private List<Section> come(Map<String, List<Section>> index, Section owner) {
        List<Section> own = Stream.of("name", "id")
                .flatMap(field -> owner.text(field).stream())
                .flatMap(name -> index.getOrDefault(name, List.of()).stream())
                .distinct()
                .toList();
        own.forEach(waiting::remove);
        return own;
    }

    /** Without those that hold for a consumer, or a group of them: nobody is one here. */
    private List<Section> forEverybody(List<Section> all, String place) {
        List<Section> left = new ArrayList<>();
        for (Section plugin : all) {
            if (plugin.isSet("consumer") || plugin.isSet("consumer_group")) {
                report.add(
                        place,
                        "plugin " + name(plugin),
                        "left out: it holds for some consumers alone, and Curfew has no consumers");
            } else {
                left.add(plugin);
            }
        }
        return left;
    }

    private Guard guard(List<Section> candidates, String place) {
        Optional<OidcPlugin> login = Optional.empty();
        Set<String> refusing = new LinkedHashSet<>();
        for (Section plugin : candidates) {
            String name = name(plugin);
            if (isOff(plugin)) {
                report.add(place, "plugin " + name, "left out: it is switched off");
                continue;
            }
            if (plugin.text("enabled").filter(Texts::isReference).isPresent()) {
                report.add(place, "plugin " + name, "enabled is a reference; it is taken as switched on");
            }
            Section config = config(plugin);
            if (name.equals(OtherPlugins.LOGIN) && login.isEmpty()) {
                login = Optional.of(new OidcPlugin("openid-connect of " + place, config));
            } else if (name.equals(OtherPlugins.LOGIN)) {
                report.add(place, "plugin " + name, "left out: another one counts here");
            } else {
                report.add(place, "plugin " + name, OtherPlugins.sentence(name));
                if (OtherPlugins.mayRefuse(name)) {
                    refusing.add(name);
                }
            }
        }
        return new Guard(login, List.copyOf(refusing));
    }

    private Section config(Section plugin) {
        Section own = plugin.section("config").orElse(Section.EMPTY);
        return plugin.text("_config")
                .map(name -> root.section("_plugin_configs")
                        .flatMap(shared -> shared.section(name))
                        .orElseThrow(() -> new UnusableFileException(
                                plugin.place() + "._config names nothing in _plugin_configs.")))
                .map(own::orElse)
                .orElse(own);
    }

    private static boolean isOff(Section plugin) {
        return plugin.text("enabled").filter(Texts::isFalse).isPresent();
    }

    private static String name(Section plugin) {
        return plugin.text("name").orElse("");
    }
}
