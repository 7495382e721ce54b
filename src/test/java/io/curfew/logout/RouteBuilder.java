package io.curfew.logout;

import io.curfew.config.LogoutSettings;
import io.curfew.config.ProviderSettings;
import io.curfew.config.Registration;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.config.SessionSettings;
import io.curfew.config.UpstreamSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A route that is good as it is; each method changes one thing. */
final class RouteBuilder {
    private final String name;
    private String clientId = "gateway";
    private String cookieName = "__Host-curfew";
    private @Nullable URI redirectUri;
    private boolean revoke;
    private boolean revokeAccessToken = true;
    private boolean revokeRefreshToken = true;

    RouteBuilder(String name) {
        this.name = name;
    }

    RouteBuilder client(String value) {
        clientId = value;
        return this;
    }

    RouteBuilder cookie(String value) {
        cookieName = value;
        return this;
    }

    RouteBuilder redirectUri(String value) {
        redirectUri = URI.create(value);
        return this;
    }

    RouteBuilder revoke(boolean all, boolean accessToken, boolean refreshToken) {
        revoke = all;
        revokeAccessToken = accessToken;
        revokeRefreshToken = refreshToken;
        return this;
    }

    Route build() {
        ProviderSettings provider =
                new ProviderSettings(null, null, "RS256", true, true, Duration.ofSeconds(5), Duration.ofSeconds(10));
        return new Route(
                name,
                "/" + name,
                new UpstreamSettings(
                        URI.create("http://127.0.0.1:9"),
                        false,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60),
                        List.of(),
                        null),
                new Registration(
                        "https://id.example.com/realms/work",
                        clientId,
                        new Secret("client secret"),
                        List.of("openid"),
                        provider),
                new SessionSettings(cookieName, Duration.ofMinutes(15), Duration.ofDays(1)),
                new LogoutSettings(
                        "/logout",
                        Set.of("POST", "DELETE"),
                        null,
                        null,
                        redirectUri,
                        revoke,
                        revokeAccessToken,
                        revokeRefreshToken));
    }
}
