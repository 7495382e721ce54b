package io.curfew.provider;

import java.security.PublicKey;

/** Whether a provider has the key that a token names. */
public sealed interface SigningKeyVerdict {
    /** A public RSA or EC key that fits the registered algorithm. */
    record Found(PublicKey key) implements SigningKeyVerdict {}

    /**
     * It is none of the provider's keys as they are known here.
     *
     * @param isCertain whether they were fetched for this question; otherwise the provider may have got it a moment ago, and
     *     whoever cannot ask again must not take this for a no
     */
    record Unknown(boolean isCertain) implements SigningKeyVerdict {}

    /** The provider's keys could not be fetched now; {@code reason} is safe to log. */
    record Unavailable(String reason) implements SigningKeyVerdict {}
}
