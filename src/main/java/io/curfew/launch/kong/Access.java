package io.curfew.launch.kong;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a plugin demands of users beyond a login, where it must not get lost on the way. */
final class Access {
    /** Curfew checks these. */
    static final List<String> DEMANDS =
            List.of("scopes_required", "audience_required", "roles_required", "groups_required", "claims_forbidden");

    /** Curfew has nothing like them, so without them somebody may get through who did not before. */
    private static final List<String> UNCHECKED = List.of("domains", "consumer_claim", "consumer_claims");

    private final OidcPlugin plugin;
    private final Report report;

    Access(OidcPlugin plugin, Report report) {
        this.plugin = plugin;
        this.report = report;
    }

    /** Those that would be lost: what Curfew has nothing like, and what could not be written down. */
    static List<String> restrictions(OidcPlugin plugin, Map<String, String> properties) {
        List<String> lost = new ArrayList<>(
                UNCHECKED.stream().filter(plugin.config()::isSet).toList());
        for (String demand : DEMANDS) {
            String claim = demand.replace("_required", "_claim");
            boolean isDemanded = plugin.config().isSet(demand);
            if (isDemanded && !properties.containsKey(demand)) {
                lost.add(demand);
            } else if (isDemanded && !isWritten(plugin, claim, properties)) {
                lost.add(claim);
            }
        }
        return lost;
    }

    /** A claim that is set stands in the properties, unless it is the same as the default of both. */
    private static boolean isWritten(OidcPlugin plugin, String claim, Map<String, String> properties) {
        if (!plugin.config().isSet(claim) || properties.containsKey(claim)) {
            return true;
        }
        return plugin.config()
                .plainTexts(claim)
                .filter(names -> names.size() == 1
                        && Stream.of("scope", "aud", "roles", "groups").anyMatch(names.get(0)::equals))
                .isPresent();
    }

    /** Leaves out what has no effect, and says what is another thing here than there. */
    void finish(Map<String, String> properties) {
        for (String demand : DEMANDS) {
            String claim = demand.replace("_required", "_claim");
            if (!demand.equals(claim) && !properties.containsKey(demand)) {
                properties.remove(claim);
            }
        }
        if (!"redirect".equals(properties.get("login_action")) && properties.remove("login_redirect_uri") != null) {
            report.add(
                    plugin.place(), "login_redirect_uri", "left out: it has no effect without login_action=redirect");
        }
    }
}
