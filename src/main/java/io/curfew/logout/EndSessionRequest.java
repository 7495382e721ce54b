package io.curfew.logout;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A logout request to a provider (OpenID Connect RP-Initiated Logout 1.0, section 2): a URL to go to, or a form to send, which
 * providers must take as well.
 *
 * @param endpoint the end-session endpoint, which may have a query of its own
 * @param hint who signs out
 * @param clientId always sent: without an ID token a provider knows by it alone whether it may send the browser back
 */
record EndSessionRequest(URI endpoint, UserHint hint, String clientId, String postLogoutRedirectUri, String state) {
    /** Longer ones are not taken by every browser, server, and proxy between them. */
    private static final int LONGEST_URL = 2000;

    /**
     * In a URL a longer ID token is left out: common servers refuse a request line of more than 8 KiB, and a question of the
     * provider ("do you want to sign out?") is a better end than its error page.
     */
    private static final int LONGEST_ID_TOKEN = 6000;

    /** For a browser that shows what comes: by the form where the URL is too long. */
    boolean needsForm() {
        return uri(fields(true)).toString().length() > LONGEST_URL;
    }

    /** The URL to go to, for whoever can send no form. */
    URI uri() {
        String idToken = hint.idToken();
        return uri(fields(idToken == null || idToken.length() <= LONGEST_ID_TOKEN));
    }

    /** Where the form goes, which is the endpoint with its own query. */
    URI action() {
        String text = endpoint.toASCIIString();
        int fragment = text.indexOf('#');
        return URI.create(fragment < 0 ? text : text.substring(0, fragment));
    }

    /** What the form holds, in order. */
    Map<String, String> fields() {
        return fields(true);
    }

    private Map<String, String> fields(boolean withIdToken) {
        Map<String, String> fields = new LinkedHashMap<>();
        String idToken = hint.idToken();
        String userName = hint.userName();
        if (withIdToken && idToken != null && hint.hasIdToken()) {
            fields.put("id_token_hint", idToken);
        } else if (userName != null) {
            // a name in a URL ends in logs: only where nothing better says who it is
            fields.put("logout_hint", userName);
        }
        fields.put("client_id", clientId);
        fields.put("post_logout_redirect_uri", postLogoutRedirectUri);
        fields.put("state", state);
        // what the configured endpoint has is not sent twice; an empty parameter is an error to providers
        fields.keySet().removeAll(ownParameters());
        fields.values().removeIf(String::isEmpty);
        return fields;
    }

    private Set<String> ownParameters() {
        String query = action().getRawQuery();
        return query == null
                ? Set.of()
                : Arrays.stream(query.split("&", -1))
                        .map(parameter -> parameter.split("=", 2)[0])
                        .collect(Collectors.toSet());
    }

    private URI uri(Map<String, String> fields) {
        String base = action().toString();
        if (fields.isEmpty()) {
            return URI.create(base);
        }
        String separator = base.indexOf('?') < 0 ? "?" : base.endsWith("?") ? "" : "&";
        return URI.create(base
                + fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&", separator, "")));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
