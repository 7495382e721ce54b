package io.curfew.logout;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A logout request to a provider (OpenID Connect RP-Initiated Logout 1.0, section 2).
 *
 * @param endpoint the end-session endpoint, which may have a query of its own
 * @param idTokenHint the ID token of the session; null or empty when there is none
 * @param clientId always sent: without a hint a provider knows by it alone whether it may send the browser back
 */
record EndSessionRequest(
        URI endpoint, @Nullable String idTokenHint, String clientId, String postLogoutRedirectUri, String state) {
    /**
     * A longer ID token is left out: common servers refuse a request line of more than 8 KiB, and a question of the provider
     * ("do you want to sign out?") is a better end than its error page.
     */
    private static final int LONGEST_HINT = 6000;

    URI uri() {
        String query = endpoint.getRawQuery() == null ? "" : endpoint.getRawQuery();
        Set<String> taken =
                Arrays.stream(query.split("&", -1)).map(p -> p.split("=", 2)[0]).collect(Collectors.toSet());
        List<String> parameters = new ArrayList<>();
        if (!query.isEmpty()) {
            parameters.add(query);
        }
        if (idTokenHint != null && idTokenHint.length() <= LONGEST_HINT) {
            add(parameters, taken, "id_token_hint", idTokenHint);
        }
        add(parameters, taken, "client_id", clientId);
        add(parameters, taken, "post_logout_redirect_uri", postLogoutRedirectUri);
        add(parameters, taken, "state", state);
        return URI.create(withoutQuery() + "?" + String.join("&", parameters));
    }

    /** A parameter that the configured endpoint already has is not sent twice; an empty one is an error to providers. */
    private static void add(List<String> parameters, Set<String> taken, String name, String value) {
        if (!value.isEmpty() && !taken.contains(name)) {
            parameters.add(name + "=" + encode(value));
        }
    }

    private String withoutQuery() {
        String text = endpoint.toASCIIString();
        int end = text.indexOf('#');
        String whole = end < 0 ? text : text.substring(0, end);
        int query = whole.indexOf('?');
        return query < 0 ? whole : whole.substring(0, query);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
