package io.curfew.login;

import io.curfew.count.Tally;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the login door has done since the start of this node.
 *
 * @param starts of logins
 * @param signedIn how many logins came back and ended in a session
 * @param refusals why the others did not
 * @param decisions about requests
 * @param accessTokens how they fared
 */
public record GateCounts(
        Tally<LoginStart> starts,
        LongAdder signedIn,
        Tally<LoginRefusal> refusals,
        Tally<GateDecision> decisions,
        AccessTokenCounts accessTokens) {
    /** Nothing yet. */
    public GateCounts() {
        this(
                new Tally<>(LoginStart.class),
                new LongAdder(),
                new Tally<>(LoginRefusal.class),
                new Tally<>(GateDecision.class),
                new AccessTokenCounts());
    }

    void count(GateVerdict verdict) {
        decisions.count(GateDecision.of(verdict));
        accessTokens.count(verdict);
    }
}
