package io.curfew.session;

import java.time.Duration;

/** What a look at a session shows. */
public sealed interface Sighting {
    /** Nothing names a session. */
    record Nobody() implements Sighting {}

    /** It lives. */
    record Live(LiveSession session, Ending ending) implements Sighting {}

    /** It is over. */
    record Over(EndReason reason) implements Sighting {}

    /**
     * When a session ends unless it is used.
     *
     * @param at milliseconds since the epoch
     * @param by by which of its limits
     */
    record Ending(long at, Limit by) {
        /** The first of its ends. */
        static Ending of(Session session, Duration idling, Duration rolling) {
            Ending first = new Ending(session.ends() * 1000, Limit.ABSOLUTE);
            first = rolling.isZero() ? first : first.or(session.idsEnd(rolling), Limit.ROLLING);
            return idling.isZero() ? first : first.or(session.lastSeen() + idling.toMillis(), Limit.IDLING);
        }

        private Ending or(long other, Limit limit) {
            return other < at ? new Ending(other, limit) : this;
        }
    }

    /** What ends a session by itself. */
    enum Limit {
        /** It is not used. */
        IDLING,
        /** Its id is not renewed. */
        ROLLING,
        /** It has lasted long enough. */
        ABSOLUTE
    }
}
