package io.curfew.login;

import io.curfew.config.Registration;
import io.curfew.config.Route;
import io.curfew.config.TokenSettings;
import io.curfew.session.TokenTimes;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is done for the tokens of the sessions of one space.
 *
 * @param route one of the routes that share them; one that revokes tokens, if there is such
 * @param told whether an upstream of the space, or a browser, is told a token, and wants it fresh
 */
record TokenPolicy(Route route, boolean told) {
    /** How long before its end an access token is refreshed: long enough for a request that is forwarded with it. */
    private static final Duration BEFORE_END = Duration.ofSeconds(30);

    /** Of short-lived tokens, so much of their life. */
    private static final int PART_OF_LIFE = 4;

    /** However short-lived tokens are, they are not refreshed more often. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** A provider that does not answer is asked about a session again after this time at the latest. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    /** Sessions that began together are not to be asked about together. */
    private static final double SPREAD = 0.2;

    /** @param routes all of the space, at least one */
    static TokenPolicy of(List<Route> routes) {
        Route first = routes.stream()
                .filter(route -> route.logout().revoke())
                .findFirst()
                .orElse(routes.get(0));
        boolean told = routes.stream().anyMatch(route -> route.tokens().refresh() && route.tellsTokens());
        return new TokenPolicy(first, told);
    }

    /** Whether nothing is done. */
    boolean isOff() {
        return !told && !checks();
    }

    /** Whether the provider is asked if its session still lives. */
    boolean checks() {
        return !settings().checkInterval().isZero();
    }

    TokenSettings settings() {
        return route.tokens();
    }

    Registration registration() {
        return route.registration();
    }

    /**
     * The times of tokens that have just been had.
     *
     * @param now in milliseconds
     * @param expiresIn seconds that the access token lives; empty when nobody says
     * @param chance from 0 to 1
     */
    TokenTimes timesOf(boolean refreshable, OptionalLong expiresIn, long now, double chance) {
        long life = expiresIn.orElse(0) * 1000;
        long accessEnds = expiresIn.isPresent() ? now + life : 0;
        long due = TokenTimes.NEVER;
        if (told && refreshable && expiresIn.isPresent()) {
            long margin = Math.min(BEFORE_END.toMillis(), life / PART_OF_LIFE);
            due = Math.max(now + SHORTEST.toMillis(), accessEnds - margin);
        }
        if (checks()) {
            due = Math.min(due, now + spread(settings().checkInterval().toMillis(), chance));
        }
        return TokenTimes.of(due, accessEnds);
    }

    /** When to ask again after there was no answer. */
    long again(long now, double chance) {
        long latest =
                checks() ? Math.min(AGAIN.toMillis(), settings().checkInterval().toMillis()) : AGAIN.toMillis();
        return now + spread(latest, chance);
    }

    /** Whether a session ends when nobody can say for long whether the provider's lives. */
    boolean isLimited() {
        return checks() && !settings().checkLimit().isZero();
    }

    /** Whether the provider has left questions unanswered for too long. */
    boolean isTooLong(long unansweredSince, long now) {
        return isLimited() && now - unansweredSince >= settings().checkLimit().toMillis();
    }

    private static long spread(long latest, double chance) {
        return Math.max(1, Math.round(latest * (1 - SPREAD * chance)));
    }
}
