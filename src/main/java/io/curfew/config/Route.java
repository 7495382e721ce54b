package io.curfew.config;

import java.util.List;

/**
 * One protected application: requests whose path lies on or below one of {@code paths} go to its upstream.
 *
 * @param name the name in {@code curfew.route.<name>}
 * @param paths at least one; each starts with a slash and does not end with one, or is empty for the root
 * @param requests which requests on these paths are the route's
 * @param access who may pass
 */
public record Route(
        String name,
        List<String> paths,
        RequestSettings requests,
        UpstreamSettings upstream,
        Registration registration,
        SessionSettings session,
        LogoutSettings logout,
        StreamSettings streams,
        AccessSettings access,
        TokenSettings tokens) {
    public Route {
        paths = List.copyOf(paths);
    }

    /** Whether the upstream or the browser is told a token. */
    public boolean tellsTokens() {
        return upstream.tellsTokens() || access.telling().downstream().tellsTokens();
    }

    /** The first path: where the route begins for somebody who comes without one. */
    public String path() {
        return paths.get(0);
    }

    /** What may be taken off a path before forwarding: each of the route's paths, or nothing. */
    public List<String> strippedPaths() {
        return upstream.stripPath() ? paths : List.of("");
    }

    /** What routes must have in common to share a session. */
    public SessionSpace sessionSpace() {
        return new SessionSpace(
                registration.issuer(),
                registration.clientId(),
                session.cookieName(),
                session.rules().audience());
    }

    /** Routes in one space share a session; a session of one space is nothing in another. */
    public record SessionSpace(String issuer, String clientId, String cookieName, String audience) {
        /** One of the usual audience. */
        public SessionSpace(String issuer, String clientId, String cookieName) {
            this(issuer, clientId, cookieName, SessionRules.DEFAULT_AUDIENCE);
        }
    }
}
