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
    private final Map<KongRoute, Map<String, String>> carried = new LinkedHashMap<>();

    private KongImport() {}

    /**
     * Writes the properties, secrets among them, and the report.
     *
     * @param location the path of the file
     * @return the exit status: 0, or 2 when the file cannot be used
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
        return 0;
    }

    private void convert(Section root) {
        List<KongRoute> routes = KongRoutes.of(root, report);
        Upstreams upstreams = new Upstreams(root, report);
        routes.forEach(route ->
                RouteProperties.of(route, upstreams, report).ifPresent(properties -> carried.put(route, properties)));
        if (carried.isEmpty()) {
            throw new UnusableFileException("No route with the plugin openid-connect can be carried over.");
        }
        text.comment(
                "Made by " + COMMAND + " from a declarative file of Kong. Secrets stand here as they stood there.");
        text.values("curfew.", GatewayProperties.of(new ArrayList<>(carried.keySet()), report));
        carried.forEach(this::write);
        report.add("done", carried.size() + " of " + routes.size(), "guarded routes carried over");
    }

    private void write(KongRoute route, Map<String, String> properties) {
        String name = names.of(route.name());
        text.gap();
        text.comment(route.place() + ", " + route.plugin().place());
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.putAll(ofPlugins.computeIfAbsent(route.plugin(), plugin -> PluginProperties.of(plugin, report)));
        List<String> restrictions = Access.restrictions(route.plugin(), all);
        if (!restrictions.isEmpty()) {
            text.comment("commented out: without " + String.join(", ", restrictions)
                    + " more users get through than at Kong");
            report.add(
                    route.place(),
                    String.join(", ", restrictions),
                    "its lines are commented out, as more users would get through than at Kong");
        }
        preflight(route, all);
        text.values((restrictions.isEmpty() ? "" : "#") + "curfew.route." + name + ".", all);
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
