package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.AccessSettings;
import io.curfew.config.CredentialSettings;
import io.curfew.config.Demands;
import io.curfew.config.LoginSettings;
import io.curfew.config.RefusalSettings;
import io.curfew.config.Registration;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.config.TellingSettings;
import io.curfew.config.TrustedIps;
import io.curfew.ground.DemandsOf;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.page.Answer;
import io.curfew.page.RequestKind;
import io.curfew.provider.BearerToken;
import io.curfew.provider.BearerTokenRefusal;
import io.curfew.provider.BearerTokenVerdict;
import io.curfew.routing.RouteTable;
import io.curfew.session.BearerCaller;
import io.curfew.session.BearerLogouts;
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
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate and access tokens: what opens a route, what does not, and that a token and a cookie never stand in for each other. */
class BearerGateTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Demands FOR_US = DemandsOf.required("audience_required", "aud", "api");

    private final SettableClock clock = new SettableClock();
    private final Route tokens =
            route("/tokens", FOR_US, new CredentialSettings(false, true, true)).build();
    private final Route both =
            route("/both", FOR_US, new CredentialSettings(true, true, true)).build();
    private final Route browsers = new RouteBuilder().path("/browsers").build();
    private final Map<String, Object> claims = new HashMap<>();
    private BearerTokenVerdict verdict = new BearerTokenVerdict.Refused(BearerTokenRefusal.MALFORMED);
    private int verified;

    private EmbeddedStore store;
    private Sessions sessions;
    private Gate gate;

    private static RouteBuilder route(String path, Demands demands, CredentialSettings credentials) {
        return new RouteBuilder()
                .path(path)
                .access(new AccessSettings(
                        demands, RefusalSettings.OWN, LoginSettings.PLAIN, TellingSettings.NOTHING, credentials));
    }

    @BeforeEach
    void open() {
        store = EmbeddedStore.local();
        new BearerLogouts(store.caches(), clock, DAY).begin();
        clock.advance(Duration.ofSeconds(1));
        SecureRandom random = new SecureRandom();
        sessions = new Sessions(
                store.caches(), new Seal(List.of(new Secret("a secret of the tests")), random), clock, random, DAY);
        gate = gateOf(tokens, both, browsers);
        claims.put("aud", "api");
        claims.put("preferred_username", "alice@work");
        token("sid-1", clock.instant(), Duration.ofMinutes(5));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Gate gateOf(Route... routes) {
        List<Route> all = List.of(routes);
        BearerTokens bearers =
                new BearerTokens(all, this::verify, new BearerLogouts(store.caches(), clock, DAY), clock);
        return new Gate(
                new RouteTable(RouteBuilder.PUBLIC_URL, all),
                new BrowserSessions(sessions),
                new Presentation(TrustedIps.NOBODY),
                new BearerGate(bearers::of),
                "");
    }

    private BearerTokenVerdict verify(Registration registration, String text) {
        verified++;
        return text.startsWith("good") ? verdict : new BearerTokenVerdict.Refused(BearerTokenRefusal.SIGNATURE_INVALID);
    }

    private void token(String sid, Instant issued, Duration life) {
        verdict = new BearerTokenVerdict.Accepted(
                new BearerToken(RouteBuilder.ISSUER, "alice", sid, issued, issued.plus(life), claims));
    }

    private String signIn(Route route) {
        LoginOutcome outcome = sessions.begin(new Login(
                route.sessionSpace(),
                "bob",
                "sid-of-bob",
                clock.instant(),
                clock.instant(),
                new UserClaims(List.of(route)).of(Map.of("aud", "api"), route.sessionSpace()),
                new Tokens("id", "access", null),
                TokenTimes.UNKNOWN,
                DAY,
                new LoginTerms(
                        null, null, route.session().rules().limit(), Duration.ofMinutes(15), Duration.ZERO, null)));
        return assertInstanceOf(LoginOutcome.Begun.class, outcome).id().value();
    }

    private GateVerdict decide(BearerRequest request) {
        return gate.decide(request);
    }

    private static BearerRequest ask(String path, String... authorization) {
        return new BearerRequest("GET", path, RequestKind.CALL, null, List.of(authorization));
    }

    private BearerRefusal refused(BearerRequest request) {
        return assertInstanceOf(GateVerdict.BearerRefused.class, decide(request))
                .refusal();
    }

    private GateVerdict.ForwardAnonymously anonymous(BearerRequest request) {
        return assertInstanceOf(GateVerdict.ForwardAnonymously.class, decide(request));
    }

    private BearerCaller caller(BearerRequest request) {
        return assertInstanceOf(GateVerdict.ForwardBearer.class, decide(request))
                .caller();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer good", "bearer good", "BEARER  good", " Bearer good "})
    void aGoodTokenOpensTheRoutesThatTakeTokens(String authorization) {
        for (String path : List.of("/tokens/x", "/both/x")) {
            BearerCaller caller = caller(ask(path, authorization));
            assertEquals("alice", caller.subject());
            assertEquals("alice@work", caller.userName());
            assertEquals("good", caller.token());
        }
        assertInstanceOf(GateVerdict.Unauthorized.class, decide(ask("/browsers/x", authorization)));
    }

    @Test
    void noTokenIsAskedForWithoutAnError() {
        assertEquals(BearerRefusal.MISSING, refused(ask("/tokens/x")));
        assertEquals(BearerRefusal.MISSING, refused(ask("/tokens/x").navigating()), "nobody is sent to a login");
        assertEquals(BearerRefusal.MISSING, refused(ask("/tokens/x", "Basic Zm9vOmJhcg==")));
        assertEquals(BearerRefusal.MISSING, refused(ask("/tokens/x", "Bearertoken good")));
        assertInstanceOf(GateVerdict.StartLogin.class, decide(ask("/both/x").navigating()));
        assertInstanceOf(GateVerdict.Unauthorized.class, decide(ask("/both/x", "Basic Zm9vOmJhcg==")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer a b",
                "Bearer good,Bearer good",
                "Bearer\tg;d",
                "Bearer \"good\"",
                "Bearer=good"
            })
    void whatCanBeReadInTwoWaysIsRefused(String authorization) {
        assertEquals(BearerRefusal.MALFORMED, refused(ask("/tokens/x", authorization)));
        assertEquals(
                BearerRefusal.MALFORMED, refused(ask("/both/x", authorization).cookieOf(signIn(both))));
        assertEquals(0, verified);
    }

    @Test
    void twoTokensAreRefused() {
        assertEquals(BearerRefusal.MALFORMED, refused(ask("/tokens/x", "Bearer good", "Bearer good")));
        assertEquals(BearerRefusal.MALFORMED, refused(ask("/both/x", "Basic Zm9v", "Bearer good")));
        assertEquals(0, verified);
    }

    @Test
    void aBadTokenNeverFallsBackToTheCookie() {
        String cookie = signIn(both);
        assertInstanceOf(GateVerdict.Forward.class, decide(ask("/both/x").cookieOf(cookie)));
        assertEquals(401, refused(ask("/both/x", "Bearer bad").cookieOf(cookie)).status());
        assertEquals(
                "alice", caller(ask("/both/x", "Bearer good").cookieOf(cookie)).subject(), "the cookie is bob's");
    }

    @Test
    void aTokenIsNoCookieAndACookieNoToken() {
        String cookie = signIn(both);
        assertEquals(BearerRefusal.MISSING, refused(ask("/tokens/x").cookieOf(cookie)), "a cookie opens nothing there");
        assertEquals(401, refused(ask("/both/x", "Bearer " + cookie)).status());
        assertInstanceOf(GateVerdict.Unauthorized.class, decide(ask("/both/x").cookieOf("good")));
        assertEquals(BearerRefusal.MISSING, refused(ask("/tokens/x").query("access_token=good")));
    }

    @Test
    void aTokenForSomebodyElseIsRefused() {
        claims.put("aud", List.of("other", "api2"));
        token("sid-1", clock.instant(), Duration.ofMinutes(5));
        assertEquals(
                BearerRefusal.invalid(BearerTokenRefusal.AUDIENCE_WRONG), refused(ask("/tokens/x", "Bearer good")));
        claims.remove("aud");
        token("sid-1", clock.instant(), Duration.ofMinutes(5));
        assertEquals(401, refused(ask("/tokens/x", "Bearer good")).status());
        claims.put("aud", List.of("other", "api"));
        token("sid-1", clock.instant(), Duration.ofMinutes(5));
        caller(ask("/tokens/x", "Bearer good"));
    }

    @Test
    void aRouteThatDemandsNoAudienceTakesNoToken() {
        gate = gateOf(route("/tokens", Demands.NONE, new CredentialSettings(false, true, true))
                .build());
        assertEquals(401, refused(ask("/tokens/x", "Bearer good")).status());
    }

    @Test
    void whatTheRouteDemandsIsLookedForInTheToken() {
        Demands scopes = DemandsOf.all(FOR_US, DemandsOf.required("scopes_required", "scope", "write read,admin"));
        gate = gateOf(route("/tokens", scopes, new CredentialSettings(false, true, true))
                .build());
        BearerRefusal lacking = refused(ask("/tokens/x", "Bearer good"));
        assertEquals(403, lacking.status());
        assertEquals("insufficient_scope", lacking.error());
        assertEquals("read write", lacking.scope());
        claims.put("scope", "openid read write");
        token("sid-1", clock.instant(), Duration.ofMinutes(5));
        caller(ask("/tokens/x", "Bearer good"));

        Demands roles = DemandsOf.all(FOR_US, DemandsOf.required("roles_required", "roles", "clerk"));
        gate = gateOf(route("/tokens", roles, new CredentialSettings(false, true, true))
                .build());
        assertEquals(null, refused(ask("/tokens/x", "Bearer good")).scope());
        Demands forbidden = DemandsOf.all(FOR_US, DemandsOf.forbidden("scope"));
        gate = gateOf(route("/tokens", forbidden, new CredentialSettings(false, true, true))
                .build());
        assertEquals(403, refused(ask("/tokens/x", "Bearer good")).status());
    }

    @Test
    void aLoggedOutSidIsRefusedThoughItsTokenIsKnown() {
        caller(ask("/tokens/x", "Bearer good"));
        assertEquals(1, verified);
        caller(ask("/tokens/x", "Bearer good"));
        assertEquals(1, verified, "the second costs no signature");
        sessions.endSid(RouteBuilder.ISSUER, "sid-2", clock.instant());
        caller(ask("/tokens/x", "Bearer good"));
        sessions.endSid(RouteBuilder.ISSUER, "sid-1", clock.instant());
        assertEquals(BearerRefusal.invalid(BearerTokenRefusal.LOGGED_OUT), refused(ask("/tokens/x", "Bearer good")));
        assertEquals(BearerRefusal.invalid(BearerTokenRefusal.LOGGED_OUT), refused(ask("/tokens/x", "Bearer good2")));
    }

    @Test
    void whereTheRouteDoesNotAskALogoutEndsNothingAndTheStoreIsNotNeeded() {
        gate = gateOf(route("/tokens", FOR_US, new CredentialSettings(false, true, false))
                .build());
        sessions.endSid(RouteBuilder.ISSUER, "sid-1", clock.instant());
        caller(ask("/tokens/x", "Bearer good"));
        store.close();
        caller(ask("/tokens/x", "Bearer good"));
    }

    @Test
    void withoutTheStoreNoTokenPasses() {
        caller(ask("/tokens/x", "Bearer good"));
        store.close();
        assertThrows(StoreUnavailableException.class, () -> decide(ask("/tokens/x", "Bearer good")));
        assertThrows(StoreUnavailableException.class, () -> decide(ask("/tokens/x", "Bearer good2")));
    }

    @Test
    void aTokenThatWouldOutliveTheMarkOfItsLogoutIsRefused() {
        token("sid-1", clock.instant(), DAY.plusSeconds(1));
        assertEquals(
                BearerRefusal.invalid(BearerTokenRefusal.LIVES_TOO_LONG), refused(ask("/tokens/x", "Bearer good")));
        token("sid-1", clock.instant(), DAY);
        caller(ask("/tokens/x", "Bearer good"));
    }

    @Test
    void aKnownTokenExpiresAndIsForgotten() {
        caller(ask("/tokens/x", "Bearer good"));
        clock.advance(Duration.ofMinutes(5));
        verdict = new BearerTokenVerdict.Refused(BearerTokenRefusal.EXPIRED);
        assertEquals(401, refused(ask("/tokens/x", "Bearer good")).status());
        assertEquals(2, verified);
    }

    @Test
    void withoutTheKeysOfTheIssuerNobodyKnows() {
        verdict = new BearerTokenVerdict.KeysUnavailable("down");
        assertEquals(new GateVerdict.KeysUnavailable("down"), decide(ask("/tokens/x", "Bearer good")));
        Answer answer = new Refusals().keysUnavailable(RequestKind.CALL);
        assertEquals(503, answer.status());
        assertEquals(List.of("5"), answer.header("Retry-After"));
    }

    @Test
    void onAnonymousPathsATokenThatDoesNotCountIsNone() {
        gate = gateOf(route("/both", FOR_US, new CredentialSettings(true, true, true))
                .anonymousPaths("/public")
                .build());
        String cookie = signIn(both);
        assertEquals("alice", caller(ask("/both/public", "Bearer good")).subject());
        for (String other : List.of("Bearer bad", "Bearer a b")) {
            assertTrue(anonymous(ask("/both/public", other).cookieOf(cookie)).hasBadToken());
        }
        assertTrue(anonymous(ask("/both/public", "Basic Zm9v", "Bearer good")).hasBadToken());
        store.close();
        assertTrue(anonymous(ask("/both/public", "Bearer good")).hasBadToken());
        assertEquals(401, refused(ask("/both/x", "Bearer bad")).status());
    }

    @Test
    void onAnonymousPathsWhatIsNoTokenIsTheApplicationsAffair() {
        for (boolean session : List.of(true, false)) {
            gate = gateOf(route("/both", FOR_US, new CredentialSettings(session, true, true))
                    .anonymousPaths("/public")
                    .build());
            assertFalse(anonymous(ask("/both/public", "Basic Zm9v")).hasBadToken());
            assertFalse(anonymous(ask("/both/public")).hasBadToken());
            assertTrue(anonymous(ask("/both/public", "Bearer bad")).hasBadToken(), "control");
        }
    }

    @Test
    void anAudienceWithASpaceInItsNameIsOne() {
        claims.put("aud", "other api");
        token("sid-1", clock.instant(), Duration.ofMinutes(5));
        assertEquals(
                BearerRefusal.invalid(BearerTokenRefusal.AUDIENCE_WRONG), refused(ask("/tokens/x", "Bearer good")));
    }

    @Test
    void aKnownTokenIsVerifiedAgainAfterAMinute() {
        caller(ask("/tokens/x", "Bearer good"));
        clock.advance(Duration.ofSeconds(59));
        caller(ask("/tokens/x", "Bearer good"));
        assertEquals(1, verified);
        clock.advance(Duration.ofSeconds(1));
        verdict = new BearerTokenVerdict.Refused(BearerTokenRefusal.KEY_UNKNOWN);
        assertEquals(401, refused(ask("/tokens/x", "Bearer good")).status(), "its key was withdrawn");
    }

    @Test
    void aSignOutIsOfTheCookieWhateverTokenIsBesideIt() {
        assertInstanceOf(
                GateVerdict.SignOut.class,
                decide(ask("/both/logout", "Bearer good").by("POST")));
        assertEquals(0, verified);
    }

    @Test
    void aPreflightPassesWhereTheRouteSaysSo() {
        gate = gateOf(route("/tokens", FOR_US, new CredentialSettings(false, true, true))
                .preflightFree()
                .build());
        assertInstanceOf(
                GateVerdict.ForwardPreflight.class, decide(ask("/tokens/x").by("OPTIONS")));
        gate = gateOf(tokens);
        assertEquals(BearerRefusal.MISSING, refused(ask("/tokens/x").by("OPTIONS")));
    }

    @Test
    void theAnswersAreThoseOfTheStandard() {
        Answer missing = BearerRefusals.answer(tokens, BearerRefusal.MISSING, RequestKind.CALL);
        assertEquals(401, missing.status());
        assertEquals(List.of("Bearer realm=\"curfew\""), missing.header("WWW-Authenticate"));
        Answer invalid = BearerRefusals.answer(
                tokens, new BearerRefusal(401, "invalid_token", "No.", null, null), RequestKind.CALL);
        assertEquals(
                List.of("Bearer realm=\"curfew\", error=\"invalid_token\", error_description=\"No.\""),
                invalid.header("WWW-Authenticate"));
        assertEquals(List.of("application/problem+json"), invalid.header("Content-Type"));
        assertTrue(invalid.body().contains("\"code\":\"invalid_token\""), invalid.body());
        Answer lacking = BearerRefusals.answer(
                tokens, new BearerRefusal(403, "insufficient_scope", "No.", "read write", null), RequestKind.CALL);
        assertEquals(403, lacking.status());
        assertTrue(lacking.header("WWW-Authenticate").get(0).endsWith(", scope=\"read write\""));
        assertEquals(
                400,
                BearerRefusals.answer(tokens, BearerRefusal.MALFORMED, RequestKind.CALL)
                        .status());
    }
}
