package io.curfew.session;

import java.time.Clock;
import java.time.Duration;

/** Notes when sessions were last used, as seldom as the idling timeout allows. */
final class LastSeen {
    /** Idling timeouts are exact to one part in so many; that saves most writes. */
    private static final int TOUCHES_PER_IDLING_TIMEOUT = 20;

    private static final Duration TOUCH_WITHOUT_IDLING_TIMEOUT = Duration.ofMinutes(1);

    private final SessionEntries sessions;
    private final Clock clock;

    LastSeen(SessionEntries sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    boolean isWorthAWrite(LiveSession session, Duration idlingTimeout) {
        return isWorthAWrite(session.session(), idlingTimeout);
    }

    /** Saves the time of now; false when the session is over meanwhile. */
    boolean touch(LiveSession session, Duration idlingTimeout) {
        long now = clock.millis();
        return sessions.exchange(
                        session.key(),
                        session.session(),
                        read -> isWorthAWrite(read, idlingTimeout) ? read.seenAt(now) : read)
                .isPresent();
    }

    private boolean isWorthAWrite(Session session, Duration idlingTimeout) {
        Duration step = idlingTimeout.isZero()
                ? TOUCH_WITHOUT_IDLING_TIMEOUT
                : idlingTimeout.dividedBy(TOUCHES_PER_IDLING_TIMEOUT);
        return clock.millis() - session.lastSeen() > step.toMillis();
    }
}
