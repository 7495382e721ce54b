package io.curfew.config;

import io.curfew.config.UpstreamSettings.ClaimHeader;
import io.curfew.config.UpstreamSettings.TokenHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What upstream and browser are told of who is signed in, besides {@link UpstreamSettings}.
 *
 * @param searchUserInfo whether claims are looked for in the provider's userinfo too
 * @param userInfoHeader the request header that carries the userinfo, or null
 * @param hideCredentials whether a client's {@code Authorization} is kept from the upstream
 * @param downstream what the browser is told
 */
public record TellingSettings(
        boolean searchUserInfo, @Nullable String userInfoHeader, boolean hideCredentials, Downstream downstream) {
    /** Nothing more. */
    public static final TellingSettings NOTHING = new TellingSettings(false, null, false, Downstream.NOTHING);

    /**
     * Header fields of answers.
     *
     * @param claimHeaders those that carry claims
     * @param accessTokenHeader the one that carries the access token, or null
     * @param idTokenHeader the one that carries the ID token, or null
     * @param userInfoHeader the one that carries the userinfo, or null
     */
    public record Downstream(
            List<ClaimHeader> claimHeaders,
            @Nullable TokenHeader accessTokenHeader,
            @Nullable TokenHeader idTokenHeader,
            @Nullable String userInfoHeader) {
        static final Downstream NOTHING = new Downstream(List.of(), null, null, null);

        public Downstream {
            claimHeaders = List.copyOf(claimHeaders);
        }

        /** Whether there is nothing to tell. */
        public boolean isNothing() {
            return claimHeaders.isEmpty() && !tellsTokens() && userInfoHeader == null;
        }

        /** Whether a token is told. */
        public boolean tellsTokens() {
            return accessTokenHeader != null || idTokenHeader != null;
        }
    }

    /** Whether a login has to ask for the userinfo. */
    public boolean needsUserInfo() {
        return searchUserInfo || userInfoHeader != null || downstream.userInfoHeader() != null;
    }
}
