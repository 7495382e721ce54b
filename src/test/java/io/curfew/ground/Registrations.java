package io.curfew.ground;

import io.curfew.config.ProviderSettings;
import io.curfew.config.Registration;
import io.curfew.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Registrations for tests, with one thing changed. */
public final class Registrations {
    private Registrations() {}

    public static Registration at(String issuer, String clientId) {
        return with(issuer, clientId, settings("RS256", true, Duration.ofSeconds(10)));
    }

    public static Registration signedBy(String issuer, String clientId, String algorithm) {
        return with(issuer, clientId, settings(algorithm, true, Duration.ofSeconds(10)));
    }

    public static Registration withoutExp(String issuer, String clientId) {
        return with(issuer, clientId, settings("RS256", false, Duration.ofSeconds(10)));
    }

    public static Registration impatient(String issuer, Duration timeout) {
        return with(issuer, "gateway", settings("RS256", true, timeout));
    }

    public static Registration trusting(String issuer, boolean sslVerify) {
        return with(
                issuer,
                "gateway",
                new ProviderSettings(
                        null, null, "RS256", true, sslVerify, Duration.ofSeconds(30), Duration.ofSeconds(10)));
    }

    public static Registration withEndpoints(String issuer, @Nullable URI endSession, @Nullable URI revocation) {
        return with(
                issuer,
                "gateway",
                new ProviderSettings(
                        endSession, revocation, "RS256", true, true, Duration.ofSeconds(30), Duration.ofSeconds(10)));
    }

    private static Registration with(String issuer, String clientId, ProviderSettings settings) {
        return new Registration(issuer, clientId, new Secret("secret"), List.of("openid"), settings);
    }

    private static ProviderSettings settings(String algorithm, boolean expRequired, Duration timeout) {
        return new ProviderSettings(null, null, algorithm, expRequired, true, Duration.ofSeconds(30), timeout);
    }
}
