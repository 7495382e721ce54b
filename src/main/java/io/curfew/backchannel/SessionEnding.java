package io.curfew.backchannel;

import io.curfew.session.StoreUnavailableException;
import java.time.Instant;
import java.util.Set;

/** What this door needs of the session hall. Every method may throw {@link StoreUnavailableException}. */
public interface SessionEnding {
    /** Ends the sessions of (iss, sid) that began in the second of {@code before} or earlier; returns how many ended. */
    int endSid(String issuer, String sid, Instant before);

    /** The same for the sessions of (iss, sub) that have no {@code sid}. */
    int endSidless(String issuer, String subject, Instant before);

    /** Ends the sessions of (iss, sub) that began in the second of {@code before} or earlier; returns how many ended. */
    int endSubject(String issuer, String subject, Instant before);

    /** Whether a session of ours stands or stood behind (iss, sid). */
    boolean hasSid(String issuer, String sid);

    /** The subjects of the sessions of ours behind (iss, sid). */
    Set<String> subjectsOf(String issuer, String sid);

    /** Returns when no node lets a request of a session through that was ended before. */
    void awaitEverywhere();

    /** Whether this logout token was acted on before. */
    boolean wasSeen(String issuer, String jti);

    /** Remembers an acted-on logout token; false when another request remembered it first. */
    boolean remember(String issuer, String jti, Instant until);
}
