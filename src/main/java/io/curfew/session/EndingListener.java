package io.curfew.session;

import java.util.List;

/** Hears of every session that this process has ended. Of all nodes that end a session at the same time, one has. */
@FunctionalInterface
public interface EndingListener {
    /** Nobody wants to hear of it. */
    EndingListener NOBODY = (session, reason) -> {};

    /** Tells each of them. */
    static EndingListener all(List<EndingListener> listeners) {
        return (session, reason) -> listeners.forEach(listener -> listener.ended(session, reason));
    }

    /**
     * A session is over that a browser may have had. What ends by its timeouts ends unseen, and is not told.
     *
     * <p>Must neither wait nor throw: who calls may be a logout.
     *
     * @param session as it was when it ended
     */
    void ended(LiveSession session, EndReason reason);
}
