package io.curfew.console;

import io.curfew.session.LiveSession;
import io.curfew.session.SessionKey;
import java.util.HashMap;
import java.util.Map;

/** How many watch on this node, and who may begin to. */
final class WatcherPlaces {
    /** A browser needs one: its pages share it. One that cannot share has one for each window in sight. */
    static final int MOST_OF_A_SESSION = 8;

    /** Nothing else bounds the sessions of a user, so that one of them could take all places. */
    static final int MOST_OF_A_USER = 64;

    /** Whether somebody may begin to watch. */
    enum Admission {
        ADMITTED,
        TOO_MANY_OF_THE_SESSION,
        TOO_MANY_OF_THE_USER,
        NODE_FULL,
        NODE_STOPS
    }

    private record User(String issuer, String subject) {
        static User of(LiveSession live) {
            return new User(live.session().issuer(), live.session().subject());
        }
    }

    private final int most;
    private final Map<SessionKey, Integer> bySession = new HashMap<>();
    private final Map<User, Integer> byUser = new HashMap<>();
    private int count;
    private boolean closed;

    /** @param most on this node */
    WatcherPlaces(int most) {
        this.most = most;
    }

    /** Counts one more of a session; whoever is admitted comes in or is given back. */
    synchronized Admission admit(LiveSession live) {
        if (closed) {
            return Admission.NODE_STOPS;
        }
        if (count >= most) {
            return Admission.NODE_FULL;
        }
        if (bySession.getOrDefault(live.key(), 0) >= MOST_OF_A_SESSION) {
            return Admission.TOO_MANY_OF_THE_SESSION;
        }
        if (byUser.getOrDefault(User.of(live), 0) >= MOST_OF_A_USER) {
            return Admission.TOO_MANY_OF_THE_USER;
        }
        count++;
        bySession.merge(live.key(), 1, Integer::sum);
        byUser.merge(User.of(live), 1, Integer::sum);
        return Admission.ADMITTED;
    }

    synchronized void giveBack(LiveSession live) {
        count--;
        bySession.computeIfPresent(live.key(), (same, of) -> of > 1 ? of - 1 : null);
        byUser.computeIfPresent(User.of(live), (same, of) -> of > 1 ? of - 1 : null);
    }

    synchronized void close() {
        closed = true;
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
