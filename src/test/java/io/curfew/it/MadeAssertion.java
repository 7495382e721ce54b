package io.curfew.it;

import io.curfew.assertion.AssertionKeys;
import io.curfew.assertion.Assertions;
import io.curfew.config.AssertionSettings;
import io.curfew.config.PublicUrl;
import io.curfew.config.Secret;
import io.curfew.config.UpstreamSettings.TokenHeader;
import io.curfew.ground.RouteBuilder;
import io.curfew.session.Caller;
import io.curfew.session.LiveSession;
import io.curfew.session.Session;
import io.curfew.session.SessionKey;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Assertions for the user {@code mallory}, a {@code reader}, as a gateway would make them that is told all this. */
final class MadeAssertion {
    private MadeAssertion() {}

    static String of(String publicUrl, String audience, String secret, Clock clock) {
        Session session = new Session(
                new RouteBuilder().build().sessionSpace(),
                "mallory",
                null,
                0,
                0,
                0,
                0,
                Map.of("preferred_username", "mallory", Caller.GROUPS + "groups", "[\"reader\"]"),
                "");
        AssertionSettings settings = new AssertionSettings(
                new TokenHeader("X-Assertion", false), audience, Duration.ofSeconds(60), List.of("groups"));
        AssertionKeys keys = new AssertionKeys(List.of(new Secret(secret)));
        return new Assertions(new PublicUrl(URI.create(publicUrl)), keys, clock, new SecureRandom())
                .of(settings, new LiveSession(new SessionKey("a key"), session));
    }
}
