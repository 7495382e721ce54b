package io.curfew.launch.kong;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a plugin demands beyond a login, where neither Curfew nor {@link PluginProperties} has anything like it. */
final class Restrictions {
    /** At Kong only users whom it finds a consumer group for get through. */
    private static final List<String> OF_CONSUMERS = List.of("consumer_groups_claim");

    /** Parameters that came after those that are known here: these names would demand something. */
    private static final Pattern DEMANDING = Pattern.compile(".*_(required|forbidden|allowed|denied)|principal.*");

    private Restrictions() {}

    /** The names of those parameters. */
    static List<String> of(OidcPlugin plugin) {
        Section config = plugin.config();
        List<String> all =
                new ArrayList<>(OF_CONSUMERS.stream().filter(config::isSet).toList());
        PluginProperties.unknown(plugin).stream()
                .filter(name -> DEMANDING.matcher(name).matches())
                .forEach(all::add);
        if (Credentials.areLost(config)) {
            all.add(Credentials.METHODS);
        }
        return all;
    }

    /** Tells what is not a demand, and yet not as it was at Kong. */
    static void tell(OidcPlugin plugin, Report report) {
        Section config = plugin.config();
        if (config.isSet(Credentials.METHODS) && has(config, "authorization_code") && !has(config, "session")) {
            report.add(
                    plugin.place(), Credentials.METHODS, "without session Kong keeps none after a login; Curfew does");
        }
        if (config.isSet("upstream_headers") && config.isSet("upstream_headers_claims")) {
            report.add(plugin.place(), "upstream_headers", "left out: upstream_headers_claims is set besides");
        }
    }

    private static boolean has(Section config, String method) {
        return config.plainTexts(Credentials.METHODS).orElse(List.of()).contains(method);
    }
}
