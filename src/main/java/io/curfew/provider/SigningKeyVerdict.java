package io.curfew.provider;

import java.security.PublicKey;

/** Whether a provider has the key that a token names. */
public sealed interface SigningKeyVerdict {
    /** A public RSA or EC key that fits the registered algorithm. */
    record Found(PublicKey key) implements SigningKeyVerdict {}

    /** The provider's keys are known, and this is none of them. */
    record Unknown() implements SigningKeyVerdict {}

    /** The provider's keys could not be fetched now; {@code reason} is safe to log. */
    record Unavailable(String reason) implements SigningKeyVerdict {}
}
