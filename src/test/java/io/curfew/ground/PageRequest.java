package io.curfew.ground;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that a browser is about to send.
 *
 * @param initiator the page that causes it, or null for the address bar
 * @param crossed whether an earlier hop of a redirect chain was on another site
 * @param headers headers that the page's script sets
 */
record PageRequest(
        Kind kind,
        String method,
        URI uri,
        @Nullable URI initiator,
        boolean crossed,
        Map<String, String> headers,
        @Nullable String body) {

    enum Kind {
        NAVIGATION,
        FETCH
    }

    static PageRequest navigation(String method, URI uri, @Nullable URI initiator) {
        return new PageRequest(Kind.NAVIGATION, method, uri, initiator, false, Map.of(), null);
    }

    static PageRequest fetch(String method, URI uri, URI initiator) {
        return new PageRequest(Kind.FETCH, method, uri, initiator, false, Map.of(), null);
    }

    PageRequest withForm(Map<String, String> fields) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put("Content-Type", FormBody.TYPE);
        return new PageRequest(kind, method, uri, initiator, crossed, more, FormBody.of(fields));
    }

    PageRequest withHeaders(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new PageRequest(kind, method, uri, initiator, crossed, all, body);
    }

    /** The request to which a redirect leads (Fetch standard, HTTP-redirect fetch). */
    PageRequest redirected(URI target, int status) {
        boolean toGet = status == 303 || (method.equals("POST") && (status == 301 || status == 302));
        boolean nowCrossed = crossed || isCrossSite() || !sameSite(uri, target);
        return new PageRequest(
                kind,
                toGet ? "GET" : method,
                target,
                initiator,
                nowCrossed,
                toGet ? Map.of() : headers,
                toGet ? null : body);
    }

    /** Whether a page of another site causes it; redirects on the way play no part for cookies. */
    boolean isCrossSite() {
        return initiator != null && !sameSite(initiator, uri);
    }

    boolean isSafeNavigation() {
        return kind == Kind.NAVIGATION && method.equals("GET");
    }

    HttpRequest.Builder toHttp() {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .setHeader("User-Agent", BrowserSession.USER_AGENT)
                .setHeader("Accept-Language", "en")
                .setHeader("Sec-Fetch-Site", fetchSite());
        if (kind == Kind.NAVIGATION) {
            builder.setHeader("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
                    .setHeader("Sec-Fetch-Mode", "navigate")
                    .setHeader("Sec-Fetch-Dest", "document")
                    .setHeader("Sec-Fetch-User", "?1")
                    .setHeader("Upgrade-Insecure-Requests", "1");
        } else {
            builder.setHeader("Accept", "*/*")
                    .setHeader("Sec-Fetch-Mode", "cors")
                    .setHeader("Sec-Fetch-Dest", "empty");
        }
        if (initiator != null && !method.equals("GET") && !method.equals("HEAD")) {
            builder.setHeader("Origin", crossed ? "null" : origin(initiator));
        }
        headers.forEach(builder::setHeader);
        return builder;
    }

    private String fetchSite() {
        if (initiator == null) {
            return "none";
        }
        if (crossed || isCrossSite()) {
            return "cross-site";
        }
        return origin(initiator).equals(origin(uri)) ? "same-origin" : "same-site";
    }

    private static boolean sameSite(URI one, URI other) {
        return one.getScheme().equals(other.getScheme()) && one.getHost().equals(other.getHost());
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
