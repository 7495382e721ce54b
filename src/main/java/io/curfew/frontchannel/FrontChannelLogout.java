package io.curfew.frontchannel;

import io.curfew.session.StoreUnavailableException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

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
    private final FrontChannelTrail trail;
    private final Map<FrontChannelLogoutOutcome, LongAdder> counts = new EnumMap<>(FrontChannelLogoutOutcome.class);

    /** @param issuers all of the configuration */
    public FrontChannelLogout(Collection<String> issuers, SessionEnding sessions, FrontChannelTrail trail) {
        this.issuers = Set.copyOf(issuers);
        this.sessions = sessions;
        this.trail = trail;
        for (FrontChannelLogoutOutcome outcome : FrontChannelLogoutOutcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    /**
     * Carries one out.
     *
     * @param issuers the values of {@code iss}
     * @param sids the values of {@code sid}
     * @param address who asks; null when that is not known
     */
    Told logout(List<String> issuers, List<String> sids, @Nullable String address) {
        Told told = isKnown(issuers) && isOne(sids)
                ? end(issuers.get(0), sids.get(0), address)
                : new Told(FrontChannelLogoutOutcome.NOTHING, trail.nothing(null, address));
        LongAdder count = counts.get(told.outcome());
        if (count != null) {
            count.increment();
        }
        return told;
    }

    /** @param receipt the name of the logout in the audit log */
    record Told(FrontChannelLogoutOutcome outcome, String receipt) {}

    /** Whether exactly one issuer is named, and it is one of the configuration. */
    boolean isKnown(List<String> named) {
        return named.size() == 1 && issuers.contains(named.get(0));
    }

    private static boolean isOne(List<String> sids) {
        return sids.size() == 1 && !sids.get(0).isEmpty() && sids.get(0).length() <= LONGEST_SID;
    }

    private Told end(String issuer, String sid, @Nullable String address) {
        Instant since = trail.now();
        try {
            int ended = sessions.end(issuer, sid);
            if (ended == 0) {
                return new Told(FrontChannelLogoutOutcome.NOTHING, trail.nothing(issuer, address));
            }
            LOG.log(System.Logger.Level.INFO, "A front-channel logout ended sessions. sessions_ended={0}", ended);
            return new Told(FrontChannelLogoutOutcome.ENDED, trail.ended(issuer, sid, ended, since, address));
        } catch (StoreUnavailableException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A front-channel logout could not be carried out. reason={0}",
                    e.getMessage());
            return new Told(FrontChannelLogoutOutcome.STORE_UNAVAILABLE, trail.failed(issuer, address));
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
