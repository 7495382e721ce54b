package io.curfew.config;

import org.jspecify.annotations.Nullable;

/**
 * What a registration says of the gateway as a client: how it proves itself, and what the provider means by its logout tokens.
 *
 * @param tokenEndpoint the method at the token endpoint; null: as the provider's discovery says
 * @param revocationEndpoint the same at the revocation endpoint
 * @param revocationTokenParam the name of the parameter that carries the token to be revoked
 * @param proofKey whether codes are bound to a proof key (RFC 7636); null: as the provider's discovery says
 * @param backChannelScope which sessions a logout token with a {@code sid} ends
 */
public record ClientSettings(
        @Nullable ClientAuthMethod tokenEndpoint,
        @Nullable ClientAuthMethod revocationEndpoint,
        String revocationTokenParam,
        @Nullable Boolean proofKey,
        BackChannelScope backChannelScope) {
    /** What counts where nothing is set. */
    public static final ClientSettings DEFAULT = new ClientSettings(null, null, "token", null, BackChannelScope.SID);
}
