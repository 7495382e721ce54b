package io.curfew.frontchannel;

import io.curfew.session.StoreUnavailableException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * Ends the sessions that a front-channel logout names (OpenID Connect Front-Channel Logout 1.0, section 3).
 *
 * <p>Nobody vouches for the request: whoever knows {@code iss} and {@code sid} of a session can send it. So it does as little as it can:
 * one look into the index, and only where that finds something, the end of these sessions.
 */
public final class FrontChannelLogout {
    private static final System.Logger LOG = System.getLogger(FrontChannelLogout.class.getName());

    /** Longer than any provider makes them. */
    private static final int LONGEST_SID = 512;

    private final Set<String> issuers;
    private final SessionEnding sessions;
    private final Map<FrontChannelLogoutOutcome, LongAdder> counts = new EnumMap<>(FrontChannelLogoutOutcome.class);

    /** @param issuers all of the configuration */
    public FrontChannelLogout(Collection<String> issuers, SessionEnding sessions) {
        this.issuers = Set.copyOf(issuers);
        this.sessions = sessions;
        for (FrontChannelLogoutOutcome outcome : FrontChannelLogoutOutcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    /**
     * Carries one out.
     *
     * @param issuers the values of {@code iss}
     * @param sids the values of {@code sid}
     */
    FrontChannelLogoutOutcome logout(List<String> issuers, List<String> sids) {
        FrontChannelLogoutOutcome outcome =
                isKnown(issuers) && isOne(sids) ? end(issuers.get(0), sids.get(0)) : FrontChannelLogoutOutcome.NOTHING;
        LongAdder count = counts.get(outcome);
        if (count != null) {
            count.increment();
        }
        return outcome;
    }

    /** Whether exactly one issuer is named, and it is one of the configuration. */
    boolean isKnown(List<String> named) {
        return named.size() == 1 && issuers.contains(named.get(0));
    }

    private static boolean isOne(List<String> sids) {
        return sids.size() == 1 && !sids.get(0).isEmpty() && sids.get(0).length() <= LONGEST_SID;
    }

    private FrontChannelLogoutOutcome end(String issuer, String sid) {
        try {
            int ended = sessions.end(issuer, sid);
            if (ended == 0) {
                return FrontChannelLogoutOutcome.NOTHING;
            }
            LOG.log(System.Logger.Level.INFO, "A front-channel logout ended sessions. sessions_ended={0}", ended);
            return FrontChannelLogoutOutcome.ENDED;
        } catch (StoreUnavailableException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A front-channel logout could not be carried out. reason={0}",
                    e.getMessage());
            return FrontChannelLogoutOutcome.STORE_UNAVAILABLE;
        }
    }

    /** Requests that ended something, since the start of this node. */
    public long ended() {
        return count(FrontChannelLogoutOutcome.ENDED);
    }

    /** Requests that had nothing to end. */
    public long nothing() {
        return count(FrontChannelLogoutOutcome.NOTHING);
    }

    /** Requests for which the store did not answer. */
    public long storeUnavailable() {
        return count(FrontChannelLogoutOutcome.STORE_UNAVAILABLE);
    }

    private long count(FrontChannelLogoutOutcome outcome) {
        LongAdder count = counts.get(outcome);
        return count == null ? 0 : count.sum();
    }
}
