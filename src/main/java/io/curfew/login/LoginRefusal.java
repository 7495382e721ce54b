package io.curfew.login;

import io.curfew.session.LoginOutcome;
import java.util.Locale;
import java.util.Optional;

/** Why no session began; the codes are part of the schema of the audit log. */
public enum LoginRefusal {
    /** Nobody waits for this answer of a provider: it is old, used up, or of another browser. */
    NOT_WAITED_FOR,
    /** The provider could not be asked. */
    PROVIDER_UNAVAILABLE,
    /** The provider answered with an error, as when the user does not want to go on. */
    REFUSED_BY_PROVIDER,
    /** The answer is of another provider than the one that was asked. */
    OTHER_ISSUER,
    /** What the provider gave does not prove who it is. */
    NOT_ACCEPTED,
    /** The user has as many sessions as they may have. */
    TOO_MANY_SESSIONS,
    /** A logout came while the login was under way. */
    LOGGED_OUT_MEANWHILE,
    /** The session store does not answer. */
    STORE_UNAVAILABLE;

    /** Empty when a session began. */
    static Optional<LoginRefusal> of(Optional<LoginOutcome> outcome) {
        if (outcome.isEmpty()) {
            return Optional.of(NOT_ACCEPTED);
        }
        if (outcome.get() instanceof LoginOutcome.TooMany) {
            return Optional.of(TOO_MANY_SESSIONS);
        }
        return outcome.get() instanceof LoginOutcome.LoggedOutMeanwhile
                ? Optional.of(LOGGED_OUT_MEANWHILE)
                : Optional.empty();
    }

    /** As it is written. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
