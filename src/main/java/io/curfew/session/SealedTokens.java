package io.curfew.session;

import java.util.Optional;

/** The tokens of sessions as they are stored: sealed, each bound to the key of its session. */
final class SealedTokens {
    private static final String PURPOSE = "session tokens";

    private final Seal seal;

    SealedTokens(Seal seal) {
        this.seal = seal;
    }

    String seal(SessionKey key, Tokens tokens) {
        return seal.seal(PURPOSE, key.value(), tokens.asText());
    }

    /** Empty when they cannot be opened with the secrets we have. */
    Optional<Tokens> open(SessionKey key, Session session) {
        return seal.open(PURPOSE, key.value(), session.sealedTokens()).map(Tokens::ofText);
    }
}
