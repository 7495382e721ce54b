package io.curfew.config;

import java.util.List;

/**
 * One registration of the gateway at an OpenID Provider.
 *
 * @param issuer the issuer identifier, exactly as the provider writes it in {@code iss}
 * @param clientId the {@code client_id}
 * @param clientSecret the {@code client_secret}
 * @param scopes the scopes asked for, {@code openid} first
 * @param provider how this provider is asked and what is expected of it
 * @param client how the gateway proves itself there, and what the provider means by its logout tokens
 */
public record Registration(
        String issuer,
        String clientId,
        Secret clientSecret,
        List<String> scopes,
        ProviderSettings provider,
        ClientSettings client) {
    public Registration {
        scopes = List.copyOf(scopes);
    }

    /** One that leaves to the provider how its client proves itself. */
    public Registration(
            String issuer, String clientId, Secret clientSecret, List<String> scopes, ProviderSettings provider) {
        this(issuer, clientId, clientSecret, scopes, provider, ClientSettings.DEFAULT);
    }
}
