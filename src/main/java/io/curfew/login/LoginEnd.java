package io.curfew.login;

import io.curfew.session.LoginOutcome;
import org.jspecify.annotations.Nullable;

/** How a login that came back from the provider ended. */
public enum LoginEnd {
    /** In a session. */
    SIGNED_IN,
    /** The user has as many sessions as they may have. */
    TOO_MANY,
    /** A logout covered it. */
    LOGGED_OUT_MEANWHILE,
    /** The provider's answer or its ID token is not what was asked for. */
    NOT_ACCEPTED,
    /** The answer names another issuer. */
    ISSUER_WRONG,
    /** The provider sent an error: its user may have cancelled. */
    REFUSED_BY_PROVIDER,
    /** Nobody waits for it here: too late, another browser, or sent twice. */
    NOT_WAITED_FOR,
    /** The provider did not answer. */
    PROVIDER_UNAVAILABLE,
    /** The session store did not answer. */
    STORE_UNAVAILABLE;

    /** By what the session hall made of it; null where it was not asked. */
    static LoginEnd of(@Nullable LoginOutcome outcome) {
        if (outcome instanceof LoginOutcome.Begun) {
            return SIGNED_IN;
        }
        if (outcome instanceof LoginOutcome.TooMany) {
            return TOO_MANY;
        }
        return outcome instanceof LoginOutcome.LoggedOutMeanwhile ? LOGGED_OUT_MEANWHILE : NOT_ACCEPTED;
    }
}
