package io.curfew.session;

import io.curfew.config.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who shows an access token. There is no session, and nothing is stored.
 *
 * @param routeName where it was looked at; nowhere else
 * @param issued {@code iat} of the token
 * @param expires {@code exp} of the token
 * @param leeway how far its issuer's clock may be off ours
 * @param logoutCheck whether a logout ends it
 * @param token the token itself
 */
public record BearerCaller(
        String routeName,
        String issuer,
        String subject,
        @Nullable String sid,
        Instant issued,
        Instant expires,
        Duration leeway,
        boolean logoutCheck,
        Map<String, String> claims,
        String token)
        implements Caller, Admitted {
    public BearerCaller {
        claims = Map.copyOf(claims);
    }

    @Override
    public Caller caller() {
        return this;
    }

    @Override
    public boolean isFor(Route route) {
        return route.access().credentials().bearer() && route.name().equals(routeName);
    }

    /** Whether the token has expired. */
    public boolean isExpired(Instant now) {
        return !expires.isAfter(now.minus(leeway));
    }

    @Override
    public String toString() {
        return "[bearer of an access token]";
    }
}
