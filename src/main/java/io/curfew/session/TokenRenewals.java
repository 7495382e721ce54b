package io.curfew.session;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * New tokens for sessions that live. Of all requests on all nodes one claims a session; the others see that in its entry. Every
 * save is a replacement of exactly the version that was read, so a session that a logout has removed never comes back. Every
 * method may throw {@link StoreUnavailableException}.
 */
public final class TokenRenewals {
    /** What the provider gave cannot be asked for a second time, so a store that stumbles is tried again. */
    private static final int SAVES = 3;

    /** In milliseconds: how much longer than it has to a claim may last. */
    private static final int CLAIMS_APART = 4_096;

    private final SessionEntries entries;
    private final LogoutMarks marks;
    private final SealedTokens sealedTokens;
    private final Clock clock;
    private final SecureRandom random;

    /**
     * @param sessions the hall that ends sessions
     * @param seal the same as theirs
     */
    public TokenRenewals(SessionCaches caches, Sessions sessions, Seal seal, Clock clock) {
        this.entries = new SessionEntries(caches, new RecentlyEnded(caches, seal, clock), clock);
        this.marks = sessions.interior().marks();
        this.random = sessions.interior().random();
        this.sealedTokens = new SealedTokens(seal);
        this.clock = clock;
    }

    /**
     * Claims the tokens of a session as they were read; empty when somebody else has, or the session is over.
     *
     * @param length longer than anybody who goes on with it may take
     */
    public Optional<LiveSession> claim(LiveSession read, Duration length) {
        // the low digits are a claim's own, by which it is known when the store repeats a write whose answer was lost
        long until = clock.millis() + length.toMillis() + random.nextInt(CLAIMS_APART);
        Session wanted = read.session();
        return entries.exchange(read.key(), wanted, current -> claimed(wanted, current, until))
                .map(claimed -> new LiveSession(read.key(), claimed.value()));
    }

    private @Nullable Session claimed(Session read, Session current, long until) {
        boolean isOurs = current.sealedTokens().equals(read.sealedTokens())
                && current.times().claimedUntil() == until;
        if (isOurs) {
            return current;
        }
        return isUnclaimed(read, current) ? current.with(current.times().claimed(until)) : null;
    }

    private boolean isUnclaimed(Session read, Session current) {
        return current.sealedTokens().equals(read.sealedTokens())
                && current.times().due() == read.times().due()
                && !current.times().isClaimed(clock.millis());
    }

    /** Saves new tokens; empty when the session is over, or is no longer claimed by this. */
    public Optional<LiveSession> renew(
            LiveSession claimed, Tokens tokens, Map<String, String> claims, TokenTimes times) {
        String sealed = sealedTokens.seal(claimed.key(), tokens);
        return save(claimed, session -> session.with(claims, sealed, times));
    }

    /** Saves other times; empty when the session is over, or is no longer claimed by this. */
    public Optional<LiveSession> postpone(LiveSession claimed, TokenTimes times) {
        return save(claimed, session -> session.with(times));
    }

    private Optional<LiveSession> save(LiveSession claimed, UnaryOperator<Session> change) {
        for (int attempt = 1; ; attempt++) {
            try {
                return trySave(claimed, change);
            } catch (StoreUnavailableException e) {
                if (attempt == SAVES) {
                    throw e;
                }
            }
        }
    }

    private Optional<LiveSession> trySave(LiveSession claimed, UnaryOperator<Session> change) {
        Session wanted = change.apply(claimed.session());
        Session there = entries.get(claimed.key());
        return there == null
                ? Optional.empty()
                : entries.exchange(claimed.key(), there, current -> saved(claimed.session(), current, wanted, change))
                        .map(saved -> new LiveSession(claimed.key(), saved.value()));
    }

    private static @Nullable Session saved(
            Session claimed, Session current, Session wanted, UnaryOperator<Session> change) {
        if (haveSameTokens(current, wanted)) {
            // an attempt that seemed to fail had come through
            return current;
        }
        return haveSameTokens(current, claimed) ? change.apply(current) : null;
    }

    private static boolean haveSameTokens(Session one, Session other) {
        return one.sealedTokens().equals(other.sealedTokens()) && one.times().equals(other.times());
    }

    /** Ends a session whose tokens the provider takes no longer, unless somebody has given it newer ones. */
    public void endUnlessRenewed(LiveSession claimed) {
        String tokens = claimed.session().sealedTokens();
        if (entries.endIf(claimed.key(), EndReason.REFRESH_REFUSED, current -> current.sealedTokens()
                .equals(tokens))) {
            marks.write(new EndedHere(claimed.key().value()), EndReason.REFRESH_REFUSED.forEver());
        }
    }
}
