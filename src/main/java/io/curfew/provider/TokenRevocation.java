package io.curfew.provider;

import io.curfew.config.Registration;

/** Revokes tokens at a provider (RFC 7009): bounded time, best effort. */
public final class TokenRevocation {
    /** The {@code token_type_hint}. */
    public enum Kind {
        ACCESS_TOKEN,
        REFRESH_TOKEN
    }

    /** What became of it. */
    public sealed interface RevocationOutcome {
        record Revoked() implements RevocationOutcome {}

        /** The provider has no revocation endpoint. */
        record NotOffered() implements RevocationOutcome {}

        /** The provider refused or did not answer; {@code reason} is safe to log. */
        record Failed(String reason) implements RevocationOutcome {}
    }

    /** Never throws. */
    public RevocationOutcome revoke(Registration registration, String token, Kind kind) {
        throw new UnsupportedOperationException();
    }
}
