package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.curfew.config.CookieAttributes;
import io.curfew.config.LimitAction;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.config.SessionHeaders;
import io.curfew.config.SessionLimit;
import io.curfew.config.SessionRules;
import io.curfew.config.TrustedIps;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.page.RequestKind;
import io.curfew.page.SetCookie;
import io.curfew.routing.LogoutTrigger;
import io.curfew.routing.RouteMatch;
import io.curfew.routing.RouteTable;
import io.curfew.session.BrowserSessions;
import io.curfew.session.EmbeddedStore;
import io.curfew.session.Login;
import io.curfew.session.LoginOutcome;
import io.curfew.session.LoginTerms;
import io.curfew.session.Seal;
import io.curfew.session.Sessions;
import io.curfew.session.StoreUnavailableException;
import io.curfew.session.TokenTimes;
import io.curfew.session.Tokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private final Route orders = new RouteBuilder().path("/orders").build();
    private final Route wiki = new RouteBuilder().path("/wiki").client("wiki").build();
    private final SettableClock clock = new SettableClock();

    private EmbeddedStore store;
    private Sessions sessions;
    private Gate gate;

    @BeforeEach
    void open() {
        store = EmbeddedStore.local();
        SecureRandom random = new SecureRandom();
        sessions = new Sessions(
                store.caches(),
                new Seal(List.of(new Secret("a secret of the tests")), random),
                clock,
                random,
                Duration.ofDays(1));
        gate = gateOf(List.of(orders, wiki));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aLiveSessionIsForwarded() {
        GateVerdict.Forward forward = assertInstanceOf(
                GateVerdict.Forward.class, gate.decide(get("/gate/orders/1").cookieOf(signIn(orders))));
        assertEquals("/orders/1", forward.match().path().value());
        assertEquals("alice", forward.session().session().subject());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "../../etc"})
    void anyOtherCookieIsNoSession(String value) {
        signIn(orders);
        assertInstanceOf(
                GateVerdict.StartLogin.class, gate.decide(get("/gate/orders/1").cookieOf(value)));
    }

    @Test
    void aSessionOfAnotherClientIsNoSession() {
        String cookie = signIn(orders);
        assertInstanceOf(
                GateVerdict.StartLogin.class, gate.decide(get("/gate/wiki/1").cookieOf(cookie)));
        assertInstanceOf(
                GateVerdict.Forward.class, gate.decide(get("/gate/orders/1").cookieOf(cookie)));
    }

    @Test
    void aSessionThatIdledTooLongIsNoSession() {
        String cookie = signIn(orders);
        clock.advance(Duration.ofMinutes(14));
        assertInstanceOf(
                GateVerdict.Forward.class, gate.decide(get("/gate/orders/1").cookieOf(cookie)));
        clock.advance(Duration.ofMinutes(14));
        assertInstanceOf(
                GateVerdict.Forward.class, gate.decide(get("/gate/orders/1").cookieOf(cookie)));
        clock.advance(Duration.ofMinutes(15));
        assertInstanceOf(
                GateVerdict.StartLogin.class, gate.decide(get("/gate/orders/1").cookieOf(cookie)));
    }

    @Test
    void anEndedSessionIsNoSession() {
        String cookie = signIn(orders);
        sessions.endSid(RouteBuilder.ISSUER, "sid-1", clock.instant());
        assertInstanceOf(
                GateVerdict.StartLogin.class, gate.decide(get("/gate/orders/1").cookieOf(cookie)));
    }

    @Test
    void aPersonComesBackToTheVeryUrl() {
        GateVerdict.StartLogin start = assertInstanceOf(
                GateVerdict.StartLogin.class,
                gate.decide(get("/gate/orders/a%20b").query("x=%2F&y")));
        assertEquals("/gate/orders/a%20b?x=%2F&y", start.target().pathAndQuery());
        assertEquals("orders", start.match().route().name());
    }

    @Test
    void aProgramIsToldThatItIsUnauthorized() {
        assertInstanceOf(GateVerdict.Unauthorized.class, gate.decide(call("GET", "/gate/orders/1")));
    }

    @ParameterizedTest
    @CsvSource({"POST,true", "DELETE,true", "GET,false", "PUT,false"})
    void theSuffixSignsOutWithTheMethodsThatMay(String method, boolean signsOut) {
        GateVerdict verdict = gate.decide(call(method, "/gate/orders/logout").cookieOf(signIn(orders)));
        assertEquals(signsOut, verdict instanceof GateVerdict.SignOut);
        assertEquals(!signsOut, verdict instanceof GateVerdict.Forward);
    }

    @Test
    void aMethodThatTheRouteDoesNotTakeIsNotFoundButSignsOut() {
        Route readOnly = new RouteBuilder().path("/orders").takes("GET").build();
        Gate gate = gateOf(List.of(readOnly, wiki));
        String cookie = signIn(readOnly);
        assertInstanceOf(
                GateVerdict.Forward.class,
                gate.decide(call("GET", "/gate/orders/1").cookieOf(cookie)));
        for (String method : List.of("POST", "HEAD", "get")) {
            GateVerdict verdict = gate.decide(call(method, "/gate/orders/1").cookieOf(cookie));
            assertEquals(
                    404, assertInstanceOf(GateVerdict.Refused.class, verdict).status(), method);
        }
        assertInstanceOf(
                GateVerdict.SignOut.class,
                gate.decide(call("POST", "/gate/orders/logout").cookieOf(cookie)));
    }

    private Gate gateOf(RouteBuilder route) {
        return gateOf(List.of(route.build(), wiki));
    }

    private Gate gateOf(List<Route> routes) {
        return new Gate(
                new RouteTable(RouteBuilder.PUBLIC_URL, routes),
                new BrowserSessions(sessions),
                new Presentation(TrustedIps.NOBODY),
                NoTokens.GATE,
                "/gate");
    }

    @ParameterizedTest
    @CsvSource({
        "/gate/orders/public,ForwardAnonymously",
        "/gate/orders/public/a,ForwardAnonymously",
        "/gate/orders/%70ublic/a,ForwardAnonymously",
        "/gate/orders/publicity,StartLogin",
        "/gate/orders/Public,StartLogin",
        "/gate/orders/secret,StartLogin",
        "/gate/orders/secret/public,StartLogin",
        "/gate/wiki/public,StartLogin",
        "/gate/orders/public/../secret,Refused",
        "/gate/orders/public/%2e%2e/secret,Refused",
        "/gate/orders/public/..;/secret,Refused",
        "/gate/orders/public%2fa,Refused",
        "/gate/orders//public,Refused",
        "/gate/public,Refused",
    })
    void onAnonymousPathsAloneNobodyHasToSignIn(String path, String verdict) {
        Gate gate = gateOf(new RouteBuilder().anonymousPaths("/public"));
        assertEquals(verdict, gate.decide(get(path)).getClass().getSimpleName());
        assertEquals(
                verdict,
                gate.decide(get(path).cookieOf("not a session")).getClass().getSimpleName());
    }

    @Test
    void aSessionIsUsedOnAnonymousPathsToo() {
        Gate gate = gateOf(new RouteBuilder().anonymousPaths("/public"));
        GateVerdict.Forward forward = assertInstanceOf(
                GateVerdict.Forward.class,
                gate.decide(get("/gate/orders/public").cookieOf(signIn(orders))));
        assertEquals("alice", forward.session().session().subject());
        sessions.endSid(RouteBuilder.ISSUER, "sid-1", clock.instant());
        String ended = forward.session().key().value();
        assertInstanceOf(
                GateVerdict.ForwardAnonymously.class,
                gate.decide(get("/gate/orders/public").cookieOf(ended)));
    }

    @Test
    void withoutTheStoreOnlyAnonymousPathsAreServedAndNobodyIsKnown() {
        Gate gate = gateOf(new RouteBuilder().anonymousPaths("/public"));
        String cookie = signIn(orders);
        store.close();
        assertInstanceOf(
                GateVerdict.ForwardAnonymously.class,
                gate.decide(get("/gate/orders/public").cookieOf(cookie)));
        assertThrows(
                StoreUnavailableException.class,
                () -> gate.decide(get("/gate/orders/secret").cookieOf(cookie)));
    }

    @Test
    void aSignOutWinsOverAnAnonymousPath() {
        Gate gate = gateOf(new RouteBuilder().anonymousPaths("").preflightFree());
        assertInstanceOf(GateVerdict.SignOut.class, gate.decide(call("POST", "/gate/orders/logout")));
        assertInstanceOf(GateVerdict.ForwardAnonymously.class, gate.decide(call("GET", "/gate/orders/logout")));
    }

    @Test
    void aPreflightPassesWithoutASessionWhereTheRouteSaysSo() {
        Gate free = gateOf(new RouteBuilder().preflightFree());
        assertInstanceOf(GateVerdict.ForwardPreflight.class, free.decide(call("OPTIONS", "/gate/orders/1")));
        assertInstanceOf(GateVerdict.Unauthorized.class, free.decide(call("GET", "/gate/orders/1")));
        assertInstanceOf(GateVerdict.Unauthorized.class, free.decide(call("OPTIONS", "/gate/wiki/1")));
        assertInstanceOf(GateVerdict.Unauthorized.class, gate.decide(call("OPTIONS", "/gate/orders/1")));
    }

    @Test
    void theTopOfTheRouteIsThatOfThePathThatMatched() {
        Route two = new RouteBuilder().path("/orders", "/o").build();
        Gate gate = gateOf(List.of(two));
        GateVerdict.StartLogin start = assertInstanceOf(
                GateVerdict.StartLogin.class, gate.decide(get("/gate/o/1").query("x=" + "y".repeat(2048))));
        assertEquals("/gate/o/", start.target().pathAndQuery());
    }

    @Test
    void aTargetThatIsTooLongToKeepIsTheTopOfTheRoute() {
        GateVerdict.StartLogin start = assertInstanceOf(
                GateVerdict.StartLogin.class, gate.decide(get("/gate/orders/1").query("x=" + "y".repeat(2048))));
        assertEquals("/gate/orders/", start.target().pathAndQuery());
    }

    @ParameterizedTest
    @CsvSource({"/gate/oidc,''", "/gate/oidc/callback,/callback", "/gate/%6fidc/logout,/logout"})
    void theReservedPrefixIsOurs(String path, String own) {
        assertEquals(
                own,
                assertInstanceOf(GateVerdict.OwnPath.class, gate.decide(get(path)))
                        .path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/gate/oidcx", "/gate/OIDC/callback", "/gate", "/gate/", "/gate/ordersx", "/gate/Orders"})
    void whatIsNoRouteIsNotFound(String path) {
        assertEquals(
                404,
                assertInstanceOf(
                                GateVerdict.Refused.class, gate.decide(get(path).cookieOf(signIn(orders))))
                        .status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/gate/orders//x",
                "/gate/orders/../wiki",
                "/gate/orders/%2e%2e/oidc/callback",
                "/gate/oidc/..%2forders",
                "/gate/orders;a=b/x",
                "/gate/orders/%00",
                "/elsewhere/orders"
            })
    void whatCannotBeDecidedOnIsRefused(String path) {
        assertEquals(
                400,
                assertInstanceOf(
                                GateVerdict.Refused.class, gate.decide(get(path).cookieOf(signIn(orders))))
                        .status());
    }

    @Test
    void withoutTheStoreNobodyPassesAndASignOutGoesOn() {
        String cookie = signIn(orders);
        store.close();
        assertThrows(
                StoreUnavailableException.class,
                () -> gate.decide(get("/gate/orders/1").cookieOf(cookie)));
        assertInstanceOf(
                GateVerdict.SignOut.class,
                gate.decide(call("POST", "/gate/orders/logout").cookieOf(cookie)));
    }

    @Test
    void theNextIdGoesWithTheAnswerInTheLastQuarter() {
        String cookie = signIn(orders);
        for (int passed = 0; passed < 40; passed += 10) {
            clock.advance(Duration.ofMinutes(10));
            assertEquals(List.of(), forward(cookie).cookies());
        }
        clock.advance(Duration.ofMinutes(5));
        SetCookie next = forward(cookie).cookies().get(0);
        assertEquals("__Host-curfew", next.name());
        assertEquals(List.of(), forward(next.value()).cookies());
    }

    @Test
    void anEvictedBrowserIsToldWhyAndAnotherEndedOneIsNot() {
        Route limited = new RouteBuilder()
                .path("/limited")
                .rules(new SessionRules(
                        Duration.ofHours(1),
                        null,
                        CookieAttributes.ofHost(true),
                        SessionRules.DEFAULT_AUDIENCE,
                        Set.of(),
                        SessionHeaders.NONE,
                        new SessionLimit(1, LimitAction.EVICT_OLDEST)))
                .build();
        gate = gateOf(List.of(limited));
        String first = signIn(limited);
        assertInstanceOf(
                GateVerdict.Forward.class, gate.decide(get("/gate/limited/").cookieOf(first)));
        String second = signIn(limited);
        GateVerdict.Evicted evicted = assertInstanceOf(
                GateVerdict.Evicted.class, gate.decide(get("/gate/limited/x").cookieOf(first)));
        assertEquals("/gate/limited/x", evicted.target().pathAndQuery());
        sessions.endSid(RouteBuilder.ISSUER, "sid-1", clock.instant());
        assertInstanceOf(
                GateVerdict.StartLogin.class, gate.decide(get("/gate/limited/").cookieOf(second)));
    }

    private GateVerdict.Forward forward(String cookie) {
        return assertInstanceOf(
                GateVerdict.Forward.class, gate.decide(get("/gate/orders/1").cookieOf(cookie)));
    }

    private String signIn(Route route) {
        LoginOutcome outcome = sessions.begin(new Login(
                route.sessionSpace(),
                "alice",
                "sid-1",
                clock.instant(),
                clock.instant(),
                Map.of(),
                new Tokens("id", "access", null),
                TokenTimes.UNKNOWN,
                Duration.ofDays(1),
                new LoginTerms(
                        null, null, route.session().rules().limit(), Duration.ofMinutes(15), Duration.ZERO, null)));
        return assertInstanceOf(LoginOutcome.Begun.class, outcome).id().value();
    }

    private static Asked get(String path) {
        return new Asked("GET", path, null, null, RequestKind.NAVIGATION);
    }

    private static Asked call(String method, String path) {
        return new Asked(method, path, null, null, RequestKind.CALL);
    }

    private record Asked(
            String method,
            String rawPath,
            @Nullable String rawQuery,
            @Nullable String cookieValue,
            RequestKind kind) implements GateRequest {
        @Override
        public String host() {
            return "apps.example.com";
        }

        Asked cookieOf(String value) {
            return new Asked(method, rawPath, rawQuery, value, kind);
        }

        Asked query(String value) {
            return new Asked(method, rawPath, value, cookieValue, kind);
        }

        @Override
        public Optional<String> cookie(String name) {
            return name.equals("__Host-curfew") ? Optional.ofNullable(cookieValue) : Optional.empty();
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
            return cookieValue == null ? List.of() : List.of("__Host-curfew");
        }

        @Override
        public boolean isPreflight() {
            return method.equals("OPTIONS");
        }

        @Override
        public boolean signsOut(RouteMatch match) {
            return LogoutTrigger.signsOut(match, method, rawQuery);
        }
    }
}
