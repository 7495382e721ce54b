package io.curfew.launch.kong;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which of the credentials that a plugin takes Curfew takes too: logins in a browser, and access tokens that are said to be for somebody. */
final class Credentials {
    static final String METHODS = "auth_methods";
    static final String PLACES = "bearer_token_param_type";

    private static final String LOGIN = "authorization_code";
    private static final String BEARER = "bearer";
    private static final String AUDIENCE = "audience_required";
    private static final List<String> SIGNING_OUT = List.of("logout_uri_suffix", "logout_query_arg", "logout_post_arg");

    private final OidcPlugin plugin;
    private final Report report;

    Credentials(OidcPlugin plugin, Report report) {
        this.plugin = plugin;
        this.report = report;
    }

    /** Whether nobody who gets through at Kong could here. */
    static boolean areLost(Section config) {
        List<String> kongs = config.plainTexts(METHODS).orElse(List.of());
        boolean hasTokens = kongs.contains(BEARER) && config.isSet(AUDIENCE);
        return config.isSet(METHODS) && !kongs.contains(LOGIN) && !hasTokens;
    }

    /** What stands for a list of methods. */
    Optional<String> methods(String value) {
        List<String> lost = new ArrayList<>(List.of(value.split(",", -1)));
        List<String> taken = new ArrayList<>();
        if (lost.remove(LOGIN)) {
            taken.add("session");
        }
        lost.remove("session");
        if (lost.remove(BEARER)) {
            if (plugin.config().isSet(AUDIENCE)) {
                taken.add(BEARER);
            } else {
                note(
                        METHODS,
                        "without bearer: access tokens are taken only where " + AUDIENCE + " says for whom they are");
            }
        }
        if (!lost.isEmpty()) {
            note(METHODS, "without " + String.join(", ", lost) + ": Curfew takes sessions and access tokens alone");
        }
        return taken.isEmpty() ? Optional.empty() : Optional.of(String.join(",", taken));
    }

    /** Where tokens are found. */
    Optional<String> places(String value) {
        if (!value.equals("header")) {
            note(PLACES, "header alone: a token in a URL, a body or a cookie is not taken");
        }
        return Optional.of("header");
    }

    /** Leaves out what has no effect, and says what is another thing here than there. */
    void finish(Map<String, String> properties) {
        if (!plugin.config().mentions(METHODS)) {
            note(METHODS, "not set: Curfew's default is session, Kong's is nine of them; bearer adds access tokens");
        }
        if (BEARER.equals(properties.get(METHODS))) {
            SIGNING_OUT.stream()
                    .filter(name -> properties.remove(name) != null)
                    .forEach(name -> note(name, "left out: nobody is signed in where access tokens alone are taken"));
        }
    }

    private void note(String name, String sentence) {
        report.add(plugin.place(), name, sentence);
    }
}
