package io.curfew.session;

import io.curfew.count.Tally;
import org.infinispan.commons.api.BasicCache;

/**
 * The caches of the session store, wherever they live. A record of what the room keeps to itself: others only hand it on.
 *
 * @param sessions the sessions
 * @param sids the sessions behind a provider session
 * @param subjects the sessions behind a subject
 * @param logouts what was logged out; must hold a mark for its whole lifespan, so never bounded
 * @param logoutTokens the logout tokens that were acted on
 * @param logins logins under way; anybody can make an entry, so bounded
 * @param quorum whether what is read in them is what the whole cluster knows
 * @param ended the sessions that this node has ended in them
 */
public record SessionCaches(
        BasicCache<SessionKey, Session> sessions,
        BasicCache<ProviderSession, IndexedSessions> sids,
        BasicCache<ProviderSubject, IndexedSessions> subjects,
        BasicCache<LogoutScope, LogoutMark> logouts,
        BasicCache<LogoutTokenId, String> logoutTokens,
        BasicCache<String, PendingLogin> logins,
        Quorum quorum,
        Tally<EndReason> ended) {
    /** Caches out of which nothing was ended yet. */
    public SessionCaches(
            BasicCache<SessionKey, Session> sessions,
            BasicCache<ProviderSession, IndexedSessions> sids,
            BasicCache<ProviderSubject, IndexedSessions> subjects,
            BasicCache<LogoutScope, LogoutMark> logouts,
            BasicCache<LogoutTokenId, String> logoutTokens,
            BasicCache<String, PendingLogin> logins,
            Quorum quorum) {
        this(sessions, sids, subjects, logouts, logoutTokens, logins, quorum, new Tally<>(EndReason.class));
    }

    /** Caches that are one place for all nodes. */
    public SessionCaches(
            BasicCache<SessionKey, Session> sessions,
            BasicCache<ProviderSession, IndexedSessions> sids,
            BasicCache<ProviderSubject, IndexedSessions> subjects,
            BasicCache<LogoutScope, LogoutMark> logouts,
            BasicCache<LogoutTokenId, String> logoutTokens,
            BasicCache<String, PendingLogin> logins) {
        this(sessions, sids, subjects, logouts, logoutTokens, logins, Quorum.ALWAYS);
    }
}
