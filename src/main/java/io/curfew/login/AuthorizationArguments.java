package io.curfew.login;

import io.curfew.config.LoginSettings;
import io.curfew.provider.ProofKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds to an authorization request what a route says. What is in the request already stays as it is. */
final class AuthorizationArguments {
    /** Longer values of a client are left out: nobody wrote them by hand, and the provider gets a URL that it can read. */
    static final int LONGEST_OF_CLIENT = 512;

    private AuthorizationArguments() {}

    /**
     * The URL with the arguments of the route, and those of the client that the route lets through.
     *
     * @param url made by the mechanism
     * @param clientQuery of the request that starts the login, as it came
     */
    static String addTo(String url, LoginSettings settings, @Nullable String clientQuery) {
        int query = url.indexOf('?');
        Set<String> there = new HashSet<>(QueryParameters.of(query < 0 ? null : url.substring(query + 1))
                .values()
                .keySet());
        StringBuilder out = new StringBuilder(url);
        Duration maxAge = settings.maxAge();
        if (maxAge != null) {
            add(out, there, "max_age", Long.toString(maxAge.toSeconds()));
        }
        for (Map.Entry<String, String> argument : settings.arguments().entrySet()) {
            add(out, there, argument.getKey(), argument.getValue());
        }
        if (!settings.clientArguments().isEmpty()) {
            QueryParameters asked = QueryParameters.of(clientQuery);
            for (String name : settings.clientArguments()) {
                asked.only(name)
                        .filter(value -> value.length() <= LONGEST_OF_CLIENT)
                        .ifPresent(value -> add(out, there, name, value));
            }
        }
        return out.toString();
    }

    /** The URL with the challenge of a proof key (RFC 7636, section 4.3). */
    static String addTo(String url, ProofKey key) {
        return url + "&code_challenge=" + key.challenge() + "&code_challenge_method=" + ProofKey.METHOD;
    }

    private static void add(StringBuilder out, Set<String> there, String name, String value) {
        if (there.add(name)) {
            out.append(out.indexOf("?") < 0 ? '?' : '&')
                    .append(encoded(name))
                    .append('=')
                    .append(encoded(value));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
