package io.curfew.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which sessions are live, and ending them. Every method may throw {@link StoreUnavailableException}.
 */
public final class Sessions {
    /** Begins a session: index, session, then the marks. */
    public LoginOutcome begin(Login login) {
        throw new UnsupportedOperationException();
    }

    /** The live session of this id, or empty. */
    public Optional<LiveSession> find(SessionId id, Duration idlingTimeout) {
        throw new UnsupportedOperationException();
    }

    /** Notes that the session was used, if that is worth a write; false when the session is over meanwhile. */
    public boolean touch(LiveSession session, Duration idlingTimeout) {
        throw new UnsupportedOperationException();
    }

    /** The tokens of a session; empty when they cannot be opened with the secrets we have. */
    public Optional<Tokens> tokens(LiveSession session) {
        throw new UnsupportedOperationException();
    }

    /** The user signed out here: ends this session and every session of the same provider session. Returns how many ended. */
    public int signOut(LiveSession session) {
        throw new UnsupportedOperationException();
    }

    /** The provider said that its session is over, for good. Returns how many of ours ended. */
    public int endSid(String issuer, String sid) {
        throw new UnsupportedOperationException();
    }

    /** The provider said that all sessions of the subject that began in the second of {@code before} or earlier are over. */
    public int endSubject(String issuer, String subject, Instant before) {
        throw new UnsupportedOperationException();
    }

    /** Whether this logout token was acted on before. */
    public boolean wasSeen(String issuer, String jti) {
        throw new UnsupportedOperationException();
    }

    /** Remembers an acted-on logout token; false when another request remembered it first. */
    public boolean remember(String issuer, String jti, Instant until) {
        throw new UnsupportedOperationException();
    }
}
