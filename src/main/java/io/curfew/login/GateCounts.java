package io.curfew.login;

import io.curfew.count.Tally;

/**
 * What the login door has done since the start of this node.
 *
 * @param starts of logins
 * @param ends of logins that came back
 * @param decisions about requests
 * @param accessTokens how they fared
 */
public record GateCounts(
        Tally<LoginStart> starts, Tally<LoginEnd> ends, Tally<GateDecision> decisions, AccessTokenCounts accessTokens) {
    /** Nothing yet. */
    public GateCounts() {
        this(
                new Tally<>(LoginStart.class),
                new Tally<>(LoginEnd.class),
                new Tally<>(GateDecision.class),
                new AccessTokenCounts());
    }

    void count(GateVerdict verdict) {
        decisions.count(GateDecision.of(verdict));
        accessTokens.count(verdict);
    }
}
