package io.curfew.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an OpenID Provider is asked and what is expected of it.
 *
 * @param endSessionEndpoint overrides what discovery says
 * @param revocationEndpoint overrides what discovery says
 * @param signingAlgorithm the JWS algorithm registered for ID tokens, which logout tokens share (Back-Channel Logout 1.0,
 *     section 2.4)
 * @param logoutTokenExpRequired false for a provider that leaves {@code exp} out of its logout tokens
 * @param sslVerify whether the provider's certificate is verified
 * @param leeway clock skew allowed between the provider and us
 * @param timeout limit of each wait in a call to the provider
 */
public record ProviderSettings(
        @Nullable URI endSessionEndpoint,
        @Nullable URI revocationEndpoint,
        String signingAlgorithm,
        boolean logoutTokenExpRequired,
        boolean sslVerify,
        Duration leeway,
        Duration timeout) {}
