package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.audit.AuditEvent;
import io.curfew.audit.AuditTrail;
import io.curfew.audit.EventKind;
import io.curfew.audit.LogoutWay;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.session.EmbeddedStore;
import io.curfew.session.LoginOutcome;
import io.curfew.session.Presented;
import io.curfew.session.Seal;
import io.curfew.session.Sessions;
import io.curfew.session.SignInPlace;
import io.curfew.session.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a login tells of itself and of the session that its browser had before. */
class LoginTrailTest {
    private final SettableClock clock = new SettableClock();
    private final SecureRandom random = new SecureRandom();
    private final EmbeddedStore store = EmbeddedStore.local();
    private final Route route = new RouteBuilder()
            .timeouts(Duration.ofMinutes(15), Duration.ofHours(8))
            .build();
    private final Sessions sessions = new Sessions(
            store.caches(),
            new Seal(List.of(new Secret("a secret of the tests")), random),
            clock,
            random,
            Duration.ofDays(1));
    private final List<AuditEvent> told = new ArrayList<>();
    private final LoginCompletion completion = new LoginCompletion(
            sessions,
            clock,
            new UserClaims(List.of(route)),
            new TokenPolicies(List.of(route), clock),
            new LoginTrail(trail()::tell));

    private AuditTrail trail() {
        AuditTrail trail = new AuditTrail(clock, random, "node");
        trail.listen(told::add);
        return trail;
    }

    @AfterEach
    void close() {
        store.close();
    }

    private LoginOutcome.Begun login(String subject, Optional<String> cookie) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                "iss",
                RouteBuilder.ISSUER,
                "sub",
                subject,
                "sid",
                "sid of " + subject,
                "iat",
                clock.instant().getEpochSecond()));
        String header = Base64.getUrlEncoder().encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8));
        VerifiedLogin verified = new VerifiedLogin(claims, new Tokens(header + ".e30.x", "access", null));
        Presented presented = new Presented(cookie, Optional.empty(), null, new SignInPlace("a browser", "192.0.2.7"));
        return assertInstanceOf(
                LoginOutcome.Begun.class,
                completion.complete(route, verified, clock.instant(), presented).orElseThrow());
    }

    @Test
    void aLoginSaysWhoWhereAndFromWhere() {
        login("alice", Optional.empty());

        assertEquals(1, told.size());
        AuditEvent event = told.get(0);
        assertEquals(EventKind.LOGIN, event.event());
        assertEquals("done", event.outcome());
        assertEquals(RouteBuilder.ISSUER, event.issuer());
        assertEquals(route.registration().clientId(), event.clientId());
        assertEquals("alice", event.subject());
        assertEquals("sid of alice", event.sid());
        assertEquals(route.name(), event.route());
        assertEquals("192.0.2.7", event.address());
    }

    @Test
    void theSessionThatItReplacesIsToldBeforeIt() {
        LoginOutcome.Begun first = login("alice", Optional.empty());
        told.clear();

        login("bob", Optional.of(first.id().value()));

        assertEquals(
                List.of("alice", "bob"), told.stream().map(AuditEvent::subject).toList());
        assertEquals(LogoutWay.REPLACED, told.get(0).how());
        assertEquals(1, told.get(0).sessions());
    }

    @Test
    void oneThatHadBeenIdleForTooLongHasExpired() {
        LoginOutcome.Begun first = login("alice", Optional.empty());
        clock.advance(Duration.ofMinutes(16));
        told.clear();

        login("alice", Optional.of(first.id().value()));

        assertEquals(LogoutWay.EXPIRY, told.get(0).how());
        assertEquals(2, told.size());
    }

    @Test
    void oneThatSomebodyElseHasEndedIsNotToldAgain() {
        LoginOutcome.Begun first = login("alice", Optional.empty());
        assertEquals(1, sessions.signOut(first.session()));
        clock.advance(Duration.ofSeconds(1));
        told.clear();

        login("bob", Optional.of(first.id().value()));

        assertEquals(1, told.size());
        assertTrue(told.stream().allMatch(event -> event.event() == EventKind.LOGIN));
    }
}
