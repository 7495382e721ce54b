package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.SignedJWT;
import io.curfew.assertion.AssertionKeys;
import io.curfew.assertion.Assertions;
import io.curfew.config.AccessSettings;
import io.curfew.config.AssertionSettings;
import io.curfew.config.CredentialSettings;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.config.Settings;
import io.curfew.config.UpstreamSettings.TokenHeader;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.routing.Passage;
import io.curfew.routing.RouteMatch;
import io.curfew.session.Admitted;
import io.curfew.session.BearerCaller;
import io.curfew.session.LiveSession;
import io.curfew.session.Session;
import io.curfew.session.SessionKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway's assertion on its way to the upstream, and what a client writes in its place. */
@Timeout(60)
class ForwardedAssertionTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final UpstreamClient client = new UpstreamClient();
    private final OpenStreams streams =
            new OpenStreams((key, idle) -> Optional.empty(), (live, idle) -> false, (bearer, endless) -> true);
    private final SettableClock clock = new SettableClock();

    @AfterEach
    void closeClient() {
        client.close();
    }

    private static RouteBuilder route(RecordingUpstream upstream, TokenHeader header) {
        return new RouteBuilder()
                .upstream(upstream.uri())
                .assertion(new AssertionSettings(header, "orders", Duration.ofSeconds(60), List.of("groups")));
    }

    private static LiveSession session(Route route) {
        return new LiveSession(
                new SessionKey("k"), new Session(route.sessionSpace(), "alice", "s1", 0, 0, 0, 0, Map.of(), ""));
    }

    private void serve(ServletHarness exchange, Route route) throws Exception {
        exchange.attributes.put(RouteMatch.ATTRIBUTE, RouteBuilder.match(route, "/orders"));
        Settings settings = new Settings(RouteBuilder.PUBLIC_URL, List.of(), List.of(route));
        AssertionKeys keys = new AssertionKeys(List.of(new Secret("0123456789abcdef0123456789abcdef")));
        exchange.header("Host", "apps.example.com")
                .serve(new ProxyServlet(
                        settings,
                        client,
                        new WebSocketClient(),
                        streams,
                        clock,
                        live -> Optional.empty(),
                        new Assertions(settings.publicUrl(), keys, clock, new SecureRandom())));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theUpstreamIsShownTheGatewaysAssertionAndNoOther(boolean signedIn) throws Exception {
        try (RecordingUpstream upstream = RecordingUpstream.answering(ANSWER)) {
            Route route = route(upstream, new TokenHeader("X-Assertion", true)).build();
            ServletHarness exchange = new ServletHarness()
                    .header("X-Assertion", "Bearer forged")
                    .header("x_assertion", "forged")
                    .header("X.ASSERTION", "forged");
            if (signedIn) {
                exchange.attributes.put(Admitted.ATTRIBUTE, session(route));
            } else {
                exchange.attributes.put(Passage.ANONYMOUS, true);
            }
            serve(exchange, route);
            String shown = upstream.received(0);
            assertFalse(shown.contains("forged"), shown);
            assertEquals(signedIn, shown.contains("\r\nX-Assertion: Bearer eyJ"), shown);
            assertEquals(signedIn ? 1 : 0, shown.toLowerCase(Locale.ROOT).split("x.assertion", -1).length - 1, shown);
        }
    }

    @Test
    void whoBringsATokenIsToldOfByAnAssertionInItsPlace() throws Exception {
        try (RecordingUpstream upstream = RecordingUpstream.answering(ANSWER)) {
            Route route = route(upstream, new TokenHeader("Authorization", true))
                    .access(new AccessSettings(
                            AccessSettings.NONE.demands(),
                            AccessSettings.NONE.refusals(),
                            AccessSettings.NONE.login(),
                            AccessSettings.NONE.telling(),
                            new CredentialSettings(false, true, true)))
                    .build();
            ServletHarness exchange = new ServletHarness().header("Authorization", "Bearer of.the.provider");
            exchange.attributes.put(
                    Admitted.ATTRIBUTE,
                    new BearerCaller(
                            route.name(),
                            RouteBuilder.ISSUER,
                            "robot",
                            null,
                            Instant.EPOCH,
                            Instant.MAX,
                            Duration.ZERO,
                            true,
                            Map.of(),
                            "of.the.provider"));
            serve(exchange, route);
            String shown = upstream.received(0);
            assertFalse(shown.contains("of.the.provider"), shown);
            List<String> fields = shown.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("authorization: "))
                    .toList();
            assertEquals(1, fields.size(), shown);
            assertTrue(fields.get(0).startsWith("Authorization: Bearer "), shown);
            assertEquals(
                    "robot",
                    SignedJWT.parse(fields.get(0).substring(22))
                            .getJWTClaimsSet()
                            .getSubject());
        }
    }
}
