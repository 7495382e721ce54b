package io.curfew.provider;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What we use of a provider's discovery document (OpenID Connect Discovery 1.0, section 3), with the overrides of the
 * configuration already applied.
 */
public record ProviderMetadata(
        String issuer,
        URI authorizationEndpoint,
        URI tokenEndpoint,
        URI jwksUri,
        @Nullable URI endSessionEndpoint,
        @Nullable URI revocationEndpoint) {}
