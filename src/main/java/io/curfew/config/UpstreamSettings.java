package io.curfew.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a route leads and what its upstream is told.
 *
 * @param servers where requests are forwarded to
 * @param stripPath whether the route's path is taken off before forwarding
 * @param connectTimeout limit for opening a connection
 * @param readTimeout limit of each wait for the upstream's answer
 * @param claimHeaders request headers set from claims of the ID token
 * @param accessTokenHeader the request header that carries the access token, or null
 * @param idTokenHeader the request header that carries the ID token, or null
 * @param assertion how it is told by a JWT of the gateway, or null
 */
public record UpstreamSettings(
        UpstreamServers servers,
        boolean stripPath,
        Duration connectTimeout,
        Duration readTimeout,
        List<ClaimHeader> claimHeaders,
        @Nullable TokenHeader accessTokenHeader,
        @Nullable TokenHeader idTokenHeader,
        @Nullable AssertionSettings assertion) {
    public UpstreamSettings {
        claimHeaders = List.copyOf(claimHeaders);
    }

    /** Whether the upstream is told a token. */
    public boolean tellsTokens() {
        return accessTokenHeader != null || idTokenHeader != null;
    }

    /** A request header whose value is a claim: one of that name, or one within others whose names the dots divide. */
    public record ClaimHeader(String claim, String header) {}

    /** A request header that carries a token, after {@code Bearer} and a space if {@code bearer}. */
    public record TokenHeader(String header, boolean bearer) {}
}
