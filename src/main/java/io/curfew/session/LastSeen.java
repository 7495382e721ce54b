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
        Session read = session.session();
        while (isWorthAWrite(read, idlingTimeout)) {
            // of exactly the version that was read: a session that was removed since must not come back
            if (sessions.replace(session.key(), read, read.seenAt(now))) {
                return true;
            }
            Session there = sessions.get(session.key());
            if (there == null) {
                return false;
            }
            read = there;
        }
        return true;
    }

    private boolean isWorthAWrite(Session session, Duration idlingTimeout) {
        Duration step = idlingTimeout.isZero()
                ? TOUCH_WITHOUT_IDLING_TIMEOUT
                : idlingTimeout.dividedBy(TOUCHES_PER_IDLING_TIMEOUT);
        return clock.millis() - session.lastSeen() > step.toMillis();
    }
}
