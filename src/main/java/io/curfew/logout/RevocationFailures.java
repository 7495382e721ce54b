package io.curfew.logout;

import io.curfew.provider.TokenRevocation.Kind;
import java.util.concurrent.atomic.LongAdder;

/** How many tokens could not be revoked at a sign-out since the start of this node. */
public final class RevocationFailures {
    private final LongAdder accessTokens = new LongAdder();
    private final LongAdder refreshTokens = new LongAdder();

    /** One more. */
    public void count(Kind kind) {
        adder(kind).increment();
    }

    /** How many of this kind. */
    public long of(Kind kind) {
        return adder(kind).sum();
    }

    private LongAdder adder(Kind kind) {
        return kind == Kind.ACCESS_TOKEN ? accessTokens : refreshTokens;
    }
}
