package io.curfew.config;

import io.curfew.config.UpstreamSettings.TokenHeader;
import java.time.Duration;
import java.util.List;

/**
 * How a route's upstream is told who the user is by a JWT that the gateway signs.
 *
 * @param header the request header that carries it
 * @param audience {@code aud}: whom it is for
 * @param lifetime from {@code iat} to {@code exp}
 * @param groupsClaim the claim of the provider that holds the groups, or claims within each other from the outside
 */
public record AssertionSettings(TokenHeader header, String audience, Duration lifetime, List<String> groupsClaim) {
    public AssertionSettings {
        groupsClaim = List.copyOf(groupsClaim);
    }
}
