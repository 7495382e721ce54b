package io.curfew.session;

import org.infinispan.commons.api.BasicCache;
import org.infinispan.notifications.Listenable;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryExpired;
import org.infinispan.notifications.cachelistener.event.CacheEntryExpiredEvent;

/** Hears of the sessions that the store drops because they have come to their absolute end; each on one node. */
@Listener(primaryOnly = true)
public final class ExpiredSessions {
    private final Runnable expired;

    private ExpiredSessions(Runnable expired) {
        this.expired = expired;
    }

    /** Begins to listen. */
    static void listen(BasicCache<SessionKey, Session> sessions, Runnable expired) {
        ((Listenable) sessions).addListener(new ExpiredSessions(expired));
    }

    /** One more. Public, since the store calls it. */
    @CacheEntryExpired
    public void onExpiry(CacheEntryExpiredEvent<SessionKey, Session> event) {
        expired.run();
    }
}
