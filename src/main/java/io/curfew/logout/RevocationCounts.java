package io.curfew.logout;

import io.curfew.count.Tally;
import io.curfew.provider.TokenRevocation.Kind;
import io.curfew.provider.TokenRevocation.RevocationOutcome;

/** What became of the tokens that were to be revoked, since the start of this node. */
public final class RevocationCounts {
    /** What can become of one. */
    public enum Outcome {
        REVOKED,
        /** The provider has no revocation endpoint. */
        NOT_OFFERED,
        /** The provider refused or did not answer: it lives until it expires. */
        FAILED
    }

    private final Tally<Outcome> accessTokens = new Tally<>(Outcome.class);
    private final Tally<Outcome> refreshTokens = new Tally<>(Outcome.class);

    /** One more. */
    public void count(Kind kind, RevocationOutcome outcome) {
        of(kind).count(kind(outcome));
    }

    private static Outcome kind(RevocationOutcome outcome) {
        if (outcome instanceof RevocationOutcome.Revoked) {
            return Outcome.REVOKED;
        }
        return outcome instanceof RevocationOutcome.NotOffered ? Outcome.NOT_OFFERED : Outcome.FAILED;
    }

    /** Those of tokens of this kind. */
    public Tally<Outcome> of(Kind kind) {
        return kind == Kind.ACCESS_TOKEN ? accessTokens : refreshTokens;
    }
}
