package io.curfew.session;

import org.jspecify.annotations.Nullable;

/** What became of a login. */
public sealed interface LoginOutcome {
    /**
     * The session is live; its id goes into the cookie.
     *
     * @param remembered what goes into the cookie that brings it back; null when it is not remembered
     */
    record Begun(SessionId id, @Nullable SessionId remembered, LiveSession session) implements LoginOutcome {}

    /** The user has as many sessions as they may have; nothing is left of this one. */
    record TooMany() implements LoginOutcome {}

    /** A logout that covers this login came while it was under way; nothing is left of it. */
    record LoggedOutMeanwhile() implements LoginOutcome {}
}
