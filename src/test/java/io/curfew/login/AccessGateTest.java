package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.audit.AuditEvent;
import io.curfew.audit.AuditTrail;
import io.curfew.audit.LogoutWay;
import io.curfew.config.AccessSettings;
import io.curfew.config.Demands;
import io.curfew.config.LoginSettings;
import io.curfew.config.RefusalSettings;
import io.curfew.config.RefusalSettings.Refusal;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.config.TellingSettings;
import io.curfew.config.TrustedIps;
import io.curfew.ground.DemandsOf;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.page.Answer;
import io.curfew.page.RequestKind;
import io.curfew.routing.LogoutTrigger;
import io.curfew.routing.RouteMatch;
import io.curfew.routing.RouteTable;
import io.curfew.session.BrowserSessions;
import io.curfew.session.EmbeddedStore;
import io.curfew.session.Login;
import io.curfew.session.LoginOutcome;
import io.curfew.session.Seal;
import io.curfew.session.SessionId;
import io.curfew.session.Sessions;
import io.curfew.session.Tokens;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is signed in and may not pass: what the gate says, and what is answered. */
class AccessGateTest {
    private static final Demands CLERKS = DemandsOf.required("roles_required", "roles", "clerk");
    private static final Refusal OWN = new Refusal(null, null, false);

    private final SettableClock clock = new SettableClock();
    private final EmbeddedStore store = EmbeddedStore.local();
    private final SecureRandom random = new SecureRandom();
    private final Sessions sessions = new Sessions(
            store.caches(),
            new Seal(List.of(new Secret("a secret of the tests")), random),
            clock,
            random,
            Duration.ofDays(1));
    private final Route open = new RouteBuilder().path("/open").build();
    private final Refusals refusals = new Refusals();
    private final List<AuditEvent> told = new ArrayList<>();

    @AfterEach
    void close() {
        store.close();
    }

    private static Route demanding(Demands demands, Refusal forbidden, boolean unauthorizedEnds) {
        RefusalSettings settings = new RefusalSettings(forbidden, new Refusal(null, null, unauthorizedEnds), null);
        return new RouteBuilder()
                .path("/orders")
                .anonymousPaths("/public")
                .access(new AccessSettings(demands, settings, LoginSettings.PLAIN, TellingSettings.NOTHING))
                .build();
    }

    private Gate gate(List<Route> routes) {
        return new Gate(
                new RouteTable(RouteBuilder.PUBLIC_URL, routes),
                new BrowserSessions(sessions),
                new Presentation(TrustedIps.NOBODY),
                NoTokens.GATE,
                (route, live) -> Optional.of(live),
                new LoginTrail(trail()::tell),
                "");
    }

    private AuditTrail trail() {
        AuditTrail trail = new AuditTrail(clock, random, "node");
        trail.listen(told::add);
        return trail;
    }

    private GateVerdict decide(Route route, String path, String cookie, RequestKind kind) {
        Gate gate = gate(List.of(route, open));
        return gate.decide(new Asked("GET", path, cookie, kind));
    }

    /** A user with these roles, signed in while the configuration has the route. */
    private String signIn(Route route, String... roles) {
        Map<String, String> claims = new UserClaims(List.of(route, open))
                .of(Map.of("sub", "alice", "roles", List.of(roles)), route.sessionSpace());
        LoginOutcome outcome = sessions.begin(new Login(
                route.sessionSpace(),
                "alice",
                "sid-1",
                clock.instant(),
                clock.instant(),
                claims,
                new Tokens("id", "access", null),
                Duration.ofDays(1)));
        return assertInstanceOf(LoginOutcome.Begun.class, outcome).id().value();
    }

    private boolean lives(String cookie) {
        return sessions.find(SessionId.parse(cookie).orElseThrow().key(), Duration.ZERO)
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource(RequestKind.class)
    void whoMeetsTheDemandsPassesAndWhoDoesNotIsForbidden(RequestKind kind) {
        Route route = demanding(CLERKS, OWN, true);
        String clerk = signIn(route, "clerk", "buyer");
        String buyer = signIn(route, "buyer");
        assertInstanceOf(GateVerdict.Forward.class, decide(route, "/orders/1", clerk, kind));
        GateVerdict.Forbidden forbidden =
                assertInstanceOf(GateVerdict.Forbidden.class, decide(route, "/orders/1", buyer, kind));
        assertEquals("roles_required", forbidden.parameter());
        assertInstanceOf(GateVerdict.Forward.class, decide(route, "/open/1", buyer, kind));
        assertTrue(lives(buyer));
    }

    @Test
    void theSessionOfWhoMayNotPassEndsWhereTheRouteSaysSo() {
        Route route = demanding(CLERKS, new Refusal(null, null, true), true);
        String clerk = signIn(route, "clerk");
        String buyer = signIn(route, "buyer");
        assertInstanceOf(GateVerdict.Forbidden.class, decide(route, "/orders/1", buyer, RequestKind.CALL));
        assertFalse(lives(buyer));
        assertInstanceOf(GateVerdict.Unauthorized.class, decide(route, "/orders/1", buyer, RequestKind.CALL));
        assertInstanceOf(GateVerdict.Forward.class, decide(route, "/orders/1", clerk, RequestKind.CALL), "control");
        assertEquals(1, told.size(), "it ended once");
        assertEquals(LogoutWay.REFUSED, told.get(0).how());
        assertEquals(route.name(), told.get(0).route());
    }

    /** Nobody has looked whether it meets them, so it must neither pass nor be refused for good. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSessionFromBeforeTheDemandSignsInOnceMore(boolean ends) {
        Route before = demanding(Demands.NONE, OWN, ends);
        Route after = demanding(CLERKS, OWN, ends);
        String cookie = signIn(before, "clerk");
        assertInstanceOf(GateVerdict.Forward.class, decide(before, "/orders/1", cookie, RequestKind.CALL), "control");
        assertInstanceOf(GateVerdict.Unauthorized.class, decide(after, "/orders/1", cookie, RequestKind.CALL));
        assertEquals(!ends, lives(cookie));
        String another = signIn(before, "clerk");
        assertInstanceOf(GateVerdict.StartLogin.class, decide(after, "/orders/1", another, RequestKind.NAVIGATION));
        assertInstanceOf(
                GateVerdict.Forward.class, decide(after, "/orders/1", signIn(after, "clerk"), RequestKind.CALL));
    }

    @Test
    void anAnonymousPathIsOpenToWhoMayNotPassAndTellsNobody() {
        Route route = demanding(CLERKS, new Refusal(null, null, true), true);
        String buyer = signIn(route, "buyer");
        assertInstanceOf(
                GateVerdict.ForwardAnonymously.class, decide(route, "/orders/public/1", buyer, RequestKind.CALL));
        assertTrue(lives(buyer));
        assertInstanceOf(
                GateVerdict.Forward.class,
                decide(route, "/orders/public/1", signIn(route, "clerk"), RequestKind.CALL),
                "control");
    }

    @Test
    void whoMayNotPassCanSignOut() {
        Route route = demanding(CLERKS, OWN, true);
        String buyer = signIn(route, "buyer");
        Gate gate = gate(List.of(route));
        assertInstanceOf(
                GateVerdict.SignOut.class,
                gate.decide(new Asked("POST", "/orders/logout", buyer, RequestKind.NAVIGATION)));
    }

    @Test
    void aPersonReadsAPageAndAProgramAProblem() {
        Route route = demanding(CLERKS, OWN, true);
        GateVerdict.Forbidden forbidden =
                new GateVerdict.Forbidden(RouteBuilder.match(route, "/orders/1"), "roles_required");
        Answer page = refusals.forbidden(forbidden, RequestKind.NAVIGATION);
        assertEquals(403, page.status());
        assertTrue(page.body().contains("<h1>You may not open this</h1>"), page.body());
        assertTrue(page.body().contains("href=\"https://apps.example.com/oidc/logout\""), page.body());
        Answer problem = refusals.forbidden(forbidden, RequestKind.CALL);
        assertEquals(403, problem.status());
        assertEquals(List.of("application/problem+json"), problem.header("Content-Type"));
        assertTrue(problem.body().contains("roles_required"), problem.body());
    }

    @Test
    void aMessageOfTheConfigurationIsTextAndNothingElse() {
        String hostile = "<script>alert(\"x\")</script> & more";
        Route route = demanding(CLERKS, new Refusal(null, hostile, false), true);
        GateVerdict.Forbidden forbidden =
                new GateVerdict.Forbidden(RouteBuilder.match(route, "/orders/1"), "roles_required");
        String page = refusals.forbidden(forbidden, RequestKind.NAVIGATION).body();
        assertTrue(page.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; more"), page);
        assertFalse(page.contains("<script"), page);
        String problem = refusals.forbidden(forbidden, RequestKind.CALL).body();
        assertTrue(problem.contains("\"detail\":\"\\u003cscript>alert(\\\"x\\\")\\u003c/script> & more\""), problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/help?a=b", "https://www.example.com/not-for-you"})
    void aPersonIsSentWhereTheRouteSaysAndAProgramIsNot(String place) {
        Route route = demanding(CLERKS, new Refusal(URI.create(place), null, false), true);
        GateVerdict.Forbidden forbidden =
                new GateVerdict.Forbidden(RouteBuilder.match(route, "/orders/1"), "roles_required");
        Answer sent = refusals.forbidden(forbidden, RequestKind.NAVIGATION);
        assertEquals(303, sent.status());
        assertEquals(
                List.of(place.startsWith("/") ? "https://apps.example.com" + place : place), sent.header("Location"));
        assertEquals(403, refusals.forbidden(forbidden, RequestKind.CALL).status());
    }

    private record Asked(String method, String rawPath, String cookieValue, RequestKind kind) implements GateRequest {
        @Override
        public String host() {
            return "apps.example.com";
        }

        @Override
        public @Nullable String rawQuery() {
            return null;
        }

        @Override
        public Optional<String> cookie(String name) {
            return Optional.of(cookieValue);
        }

        @Override
        public List<String> fields(String name) {
            return List.of();
        }

        @Override
        public String remoteAddress() {
            return "192.0.2.1";
        }

        @Override
        public String scheme() {
            return "https";
        }

        @Override
        public List<String> cookieNames() {
            return List.of("__Host-curfew");
        }

        @Override
        public boolean isPreflight() {
            return false;
        }

        @Override
        public boolean signsOut(RouteMatch match) {
            return LogoutTrigger.signsOut(match, method, null);
        }
    }
}
