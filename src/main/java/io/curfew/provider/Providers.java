package io.curfew.provider;

import io.curfew.config.Registration;

/** The OpenID Providers of the configuration, one for each issuer. */
public final class Providers {
    /**
     * The metadata of the provider of a registration: cached, fetched when it is not, the last good one while the provider
     * is down.
     *
     * @throws ProviderUnavailableException when there is none
     */
    public ProviderMetadata metadata(Registration registration) {
        throw new UnsupportedOperationException();
    }
}
