package io.curfew.session;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * New tokens for sessions that live. Of all requests on all nodes one claims a session; the others see that in its entry. Every
 * save is a replacement of exactly the version that was read, so a session that a logout has removed never comes back. Every
 * method may throw {@link StoreUnavailableException}.
 */
public final class TokenRenewals {
    /** What the provider gave cannot be asked for a second time, so a store that stumbles is tried again. */
    private static final int SAVES = 3;

    private final SessionEntries entries;
    private final Sessions sessions;
    private final SealedTokens sealedTokens;
    private final Clock clock;

    /**
     * @param sessions the hall that ends sessions
     * @param seal the same as theirs
     */
    public TokenRenewals(SessionCaches caches, Sessions sessions, Seal seal, Clock clock) {
        this.entries = new SessionEntries(caches, new RecentlyEnded(caches, seal, clock), clock);
        this.sessions = sessions;
        this.sealedTokens = new SealedTokens(seal);
        this.clock = clock;
    }

    /**
     * Claims the tokens of a session as they were read; empty when somebody else has, or the session is over.
     *
     * @param length longer than anybody who goes on with it may take
     */
    public Optional<LiveSession> claim(LiveSession read, Duration length) {
        Session current = read.session();
        while (current != null && isUnclaimed(read.session(), current)) {
            Session claimed = current.with(current.times().claimed(clock.millis() + length.toMillis()));
            if (entries.replace(read.key(), current, claimed)) {
                return Optional.of(new LiveSession(read.key(), claimed));
            }
            // a use of the session may have been saved in between
            current = entries.get(read.key());
        }
        return Optional.empty();
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
        Session current = entries.get(claimed.key());
        while (current != null) {
            if (haveSameTokens(current, wanted)) {
                // an attempt that seemed to fail had come through
                return Optional.of(new LiveSession(claimed.key(), current));
            }
            if (!haveSameTokens(current, claimed.session())) {
                return Optional.empty();
            }
            Session next = change.apply(current);
            if (entries.replace(claimed.key(), current, next)) {
                return Optional.of(new LiveSession(claimed.key(), next));
            }
            current = entries.get(claimed.key());
        }
        return Optional.empty();
    }

    private static boolean haveSameTokens(Session one, Session other) {
        return one.sealedTokens().equals(other.sealedTokens()) && one.times().equals(other.times());
    }

    /** Ends a session whose tokens the provider takes no longer, unless somebody has given it newer ones. */
    public void endUnlessRenewed(LiveSession claimed) {
        Session current = entries.get(claimed.key());
        if (current == null || current.sealedTokens().equals(claimed.session().sealedTokens())) {
            sessions.endAlone(claimed.key(), ended -> {});
        }
    }
}
