package io.curfew.config;

/**
 * By what a request of a route shows who sends it; at least one.
 *
 * @param session whether by the cookie of a session, which a login in a browser begins
 * @param bearer whether by an access token in {@code Authorization: Bearer}
 * @param bearerLogoutCheck whether a token is refused whose {@code sid} or user was logged out
 */
public record CredentialSettings(boolean session, boolean bearer, boolean bearerLogoutCheck) {
    /** Browsers alone. */
    public static final CredentialSettings SESSION = new CredentialSettings(true, false, true);
}
