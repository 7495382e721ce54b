package io.curfew.logout;

import io.curfew.config.Registration;
import io.curfew.session.Tokens;
import java.util.Optional;

/** Fresh tokens in place of ones whose ID token has expired, if some are to be had. */
@FunctionalInterface
public interface FreshTokens {
    /** There are never any. */
    FreshTokens NONE = (registration, stored) -> Optional.empty();

    /**
     * Empty while the stored ID token is good, without a refresh token, and when the provider gives nothing: one call, over
     * within the registration's {@code timeout}. Never throws.
     */
    Optional<Tokens> inPlaceOf(Registration registration, Tokens stored);
}
