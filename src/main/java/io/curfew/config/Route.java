package io.curfew.config;

/**
 * One protected application: requests whose path lies on or below {@code path} go to its upstream.
 *
 * @param name the name in {@code curfew.route.<name>}
 * @param path starts with a slash and does not end with one; empty for the root
 */
public record Route(
        String name,
        String path,
        UpstreamSettings upstream,
        Registration registration,
        SessionSettings session,
        LogoutSettings logout,
        StreamSettings streams) {

    /** What routes must have in common to share a session. */
    public SessionSpace sessionSpace() {
        return new SessionSpace(registration.issuer(), registration.clientId(), session.cookieName());
    }

    /** Routes in one space share a session; a session of one space is nothing in another. */
    public record SessionSpace(String issuer, String clientId, String cookieName) {}
}
