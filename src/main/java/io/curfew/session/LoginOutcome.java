package io.curfew.session;

/** What became of a login. */
public sealed interface LoginOutcome {
    /** The session is live; its id goes into the cookie. */
    record Begun(SessionId id, LiveSession session) implements LoginOutcome {}

    /** A logout that covers this login came while it was under way; nothing is left of it. */
    record LoggedOutMeanwhile() implements LoginOutcome {}
}
