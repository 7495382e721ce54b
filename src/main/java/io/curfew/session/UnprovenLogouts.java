package io.curfew.session;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * Ends the sessions behind a session of a provider on the word of somebody whom nobody knows, who has to know its {@code sid}. What
 * is not there is looked up and nothing else: nothing is written that would make the store grow.
 */
public final class UnprovenLogouts {
    private final SessionEntries sessions;
    private final LogoutMarks marks;
    private final Clock clock;

    /** @param longestAbsoluteTimeout of all routes, as in {@link Sessions} */
    public UnprovenLogouts(SessionCaches caches, Seal seal, Clock clock, Duration longestAbsoluteTimeout) {
        this.sessions = new SessionEntries(caches, new RecentlyEnded(caches, seal, clock), clock);
        this.marks = new LogoutMarks(
                new StoreCache<>("logouts", caches.logouts()), longestAbsoluteTimeout.plus(Sessions.LONGEST_LOGIN));
        this.clock = clock;
    }

    /**
     * Ends them, of all clients, and returns how many. Only our own clock is there to count by, so this is as if the user had signed out
     * here.
     *
     * @throws StoreUnavailableException if nobody knows whether it is done; doing it again is safe
     */
    public int end(String issuer, String sid) {
        ProviderSession providerSession = new ProviderSession(issuer, sid);
        Set<SessionKey> keys = sessions.of(providerSession);
        if (keys.isEmpty()) {
            return 0;
        }
        // of the nodes' clocks, the latest: a login may have been started on another node
        long until = Math.max(
                clock.instant().getEpochSecond(),
                keys.stream()
                        .map(sessions::get)
                        .filter(Objects::nonNull)
                        .mapToLong(Session::started)
                        .max()
                        .orElse(0));
        marks.write(
                new SignedOutHere(issuer, sid),
                new LogoutMark(until, EndReason.FRONT_CHANNEL.text(), LaterFields.NONE));
        // again: a login may have been added before the mark was there
        return sessions.endEach(sessions.of(providerSession), EndReason.FRONT_CHANNEL, ended -> {});
    }
}
