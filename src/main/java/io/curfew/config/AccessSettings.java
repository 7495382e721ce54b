package io.curfew.config;

/**
 * Who may pass on a route, where a browser is sent, and what upstream and browser are told besides claims and tokens.
 *
 * @param demands what a session must have to pass
 * @param refusals what is answered to who may not pass
 * @param login what is added to a login, and where it ends
 * @param telling what upstream and browser are told
 * @param credentials by what a request shows who sends it
 */
public record AccessSettings(
        Demands demands,
        RefusalSettings refusals,
        LoginSettings login,
        TellingSettings telling,
        CredentialSettings credentials) {
    /** Of a route for browsers alone. */
    public AccessSettings(Demands demands, RefusalSettings refusals, LoginSettings login, TellingSettings telling) {
        this(demands, refusals, login, telling, CredentialSettings.SESSION);
    }

    /** Everybody who can sign in passes, and nothing is added. */
    public static final AccessSettings NONE =
            new AccessSettings(Demands.NONE, RefusalSettings.OWN, LoginSettings.PLAIN, TellingSettings.NOTHING);
}
