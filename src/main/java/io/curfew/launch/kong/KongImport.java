package io.curfew.launch.kong;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a declarative file of Kong into properties for the gateway, and says what it could not turn. */
public final class KongImport {
    /** What the command is called. */
    public static final String COMMAND = "import-kong";

    private static final int UNUSABLE = 2;

    private final Report report = new Report();
    private final PropertiesText text = new PropertiesText();
    private final RouteNames names = new RouteNames();
    private final Map<OidcPlugin, Map<String, String>> ofPlugins = new HashMap<>();
    private final Map<WrittenRoute, List<String>> carried = new LinkedHashMap<>();
    private final List<Lost> lost = new ArrayList<>();

    private KongImport() {}

    /**
     * Writes the properties, secrets among them, and the report.
     *
     * @param location the path of the file
     * @return the exit status: 0, or 2 when the file cannot be used or the properties cannot be written
     */
    public static int run(String location, PrintStream properties, PrintStream report) {
        KongImport run = new KongImport();
        try {
            run.convert(KongFile.read(location));
        } catch (UnusableFileException unusable) {
            run.report.lines().forEach(report::println);
            report.println(Report.printable(location + ": " + unusable.getMessage()));
            return UNUSABLE;
        }
        run.text.lines().forEach(properties::println);
        run.report.lines().forEach(report::println);
        // a stream of this kind keeps quiet about a full disk
        if (properties.checkError() || report.checkError()) {
            report.println("The properties or this report could not be written. Do not use what is there.");
            return UNUSABLE;
        }
        return 0;
    }

    private void convert(Section root) {
        List<KongRoute> routes = KongRoutes.of(root, report);
        Upstreams upstreams = new Upstreams(root, report);
        for (KongRoute route : routes) {
            (route.isGuarded() ? RouteProperties.of(route, upstreams, report) : Optional.<WrittenRoute>empty())
                    .ifPresentOrElse(
                            written -> carried.put(written, new ArrayList<>()), () -> lost.addAll(Lost.all(route)));
        }
        if (carried.isEmpty()) {
            throw new UnusableFileException("No route with the plugin openid-connect can be carried over.");
        }
        text.comment(
                "Made by " + COMMAND + " from a declarative file of Kong. Secrets stand here as they stood there.");
        text.values("curfew.", GatewayProperties.of(carried.keySet(), report));
        carried.forEach(this::demands);
        takeovers();
        Overlaps.report(active(), report);
        carried.forEach(this::write);
        long guarded = routes.stream().filter(KongRoute::isGuarded).count();
        int comments = carried.size() - active().size();
        report.add(
                "done",
                active().size() + " of " + guarded,
                "guarded routes carried over" + (comments > 0 ? ", and " + comments + " written as comments" : ""));
    }

    /** Why a route cannot be used as it is: what it demands and Curfew does not check. */
    private void demands(WrittenRoute route, List<String> reasons) {
        OidcPlugin plugin = route.kong().plugin();
        Map<String, String> properties = ofPlugins.computeIfAbsent(plugin, this::ofPlugin);
        List<String> restrictions = new ArrayList<>(Access.restrictions(plugin, properties));
        restrictions.addAll(Restrictions.of(plugin));
        if (!restrictions.isEmpty()) {
            reasons.add("without " + String.join(", ", restrictions) + " more users get through than at Kong");
            report.add(
                    route.kong().place(),
                    String.join(", ", restrictions),
                    "its lines are commented out, as more users would get through than at Kong");
        }
        if (!route.kong().refusing().isEmpty()) {
            String refusing = "plugin " + String.join(", plugin ", route.kong().refusing());
            reasons.add("without " + refusing + " more requests may get through than at Kong");
            report.add(
                    route.kong().place(),
                    refusing,
                    "its lines are commented out, as more requests may get through than at Kong");
        }
    }

    private Map<String, String> ofPlugin(OidcPlugin plugin) {
        Map<String, String> properties = PluginProperties.of(plugin, report);
        Restrictions.tell(plugin, report);
        return properties;
    }

    /** Another reason: it would take what was another's. */
    private void takeovers() {
        carried.forEach(
                (route, reasons) -> lost.addAll(reasons.isEmpty() ? Lost.partOf(route) : Lost.all(route.kong())));
        Takeovers.of(active(), lost, report).forEach((route, others) -> {
            String all = String.join(", ", others);
            carried.getOrDefault(route, new ArrayList<>()).add("it may take requests that go to " + all + " at Kong");
            report.add(
                    route.kong().place(),
                    all,
                    "its lines are commented out, as it may take requests that Kong gives to another route");
        });
    }

    private List<WrittenRoute> active() {
        return carried.entrySet().stream()
                .filter(route -> route.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void write(WrittenRoute route, List<String> reasons) {
        String name = names.of(route.kong().name());
        text.gap();
        text.comment(route.kong().place() + ", " + route.kong().plugin().place());
        reasons.forEach(reason -> text.comment("commented out: " + reason));
        Map<String, String> all = new LinkedHashMap<>(route.properties());
        all.putAll(ofPlugins.getOrDefault(route.kong().plugin(), Map.of()));
        preflight(route.kong(), all);
        text.values((reasons.isEmpty() ? "" : "#") + "curfew.route." + name + ".", all);
    }

    /** Curfew refuses the setting where it cannot matter. */
    private void preflight(KongRoute route, Map<String, String> properties) {
        boolean takesNone = Optional.ofNullable(properties.get("methods"))
                .filter(methods -> !List.of(methods.split(",", -1)).contains("OPTIONS"))
                .isPresent();
        if (takesNone && properties.remove("run_on_preflight") != null) {
            report.add(route.place(), "run_on_preflight", "left out: the route takes no OPTIONS");
        }
    }
}
