package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.session.EmbeddedStore;
import io.curfew.session.LiveSession;
import io.curfew.session.LoginOutcome;
import io.curfew.session.Presented;
import io.curfew.session.Seal;
import io.curfew.session.Sessions;
import io.curfew.session.SignInPlace;
import io.curfew.session.Tokens;
import io.curfew.session.UserSessions;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginCompletionTest {
    private static final Presented NOTHING = new Presented(Optional.empty(), Optional.empty(), null);

    private final Route route = new RouteBuilder().build();

    /** Of the same session. */
    private final Route telling = new RouteBuilder()
            .path("/telling")
            .claimHeader("realm_access.roles", "X-Roles")
            .build();

    private final SettableClock clock = new SettableClock();

    private EmbeddedStore store;
    private Sessions sessions;
    private LoginCompletion completion;

    @BeforeEach
    void open() {
        store = EmbeddedStore.local();
        SecureRandom random = new SecureRandom();
        Seal seal = new Seal(List.of(new Secret("a secret of the tests")), random);
        sessions = new Sessions(store.caches(), seal, clock, random, Duration.ofDays(1));
        completion = new LoginCompletion(sessions, clock, new UserClaims(List.of(route, telling)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theSessionKnowsWhatTheIdTokenSays() {
        Map<String, Object> claims = claims();
        claims.put("email", "alice@example.com");
        claims.put("groups", List.of("staff", "admins"));
        claims.put("email_verified", true);
        claims.put("address", Map.of("city", "Bern"));
        claims.put("realm_access", Map.of("roles", List.of("buyer", "seller")));

        LiveSession session = begun(complete(claims)).session();

        assertEquals("alice", session.session().subject());
        assertEquals("sid-1", session.session().sid());
        assertEquals(claims.get("iat"), session.session().began());
        assertEquals(
                Map.of(
                        "sub",
                        "alice",
                        "email",
                        "alice@example.com",
                        "groups",
                        "staff,admins",
                        "email_verified",
                        "true",
                        "realm_access.roles",
                        "buyer,seller"),
                session.session().claims());
        assertEquals("access", sessions.tokens(session).orElseThrow().accessToken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "iat"})
    void anIdTokenWithoutWhatASessionNeedsMakesNone(String claim) {
        Map<String, Object> claims = claims();
        claims.remove(claim);
        assertTrue(complete(claims).isEmpty());
    }

    @Test
    void anIdTokenOfAnotherIssuerMakesNoSession() {
        Map<String, Object> claims = claims();
        claims.put("iss", RouteBuilder.ISSUER + "/");
        assertTrue(complete(claims).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"30,true", "31,false", "-150,true", "-151,false"})
    void aProviderWhoseLogoutTokensWouldBeRefusedSignsNobodyIn(long secondsAhead, boolean accepted) {
        Map<String, Object> claims = claims();
        claims.put("iat", clock.instant().getEpochSecond() + secondsAhead);
        Route thirtySeconds = new RouteBuilder().leeway(Duration.ofSeconds(30)).build();
        assertEquals(
                accepted,
                completion
                        .complete(thirtySeconds, new VerifiedLogin(claims, tokens()), clock.instant(), NOTHING)
                        .isPresent());
    }

    @Test
    void anIdTokenWithAnotherAlgorithmThanTheRegisteredOneMakesNoSession() {
        VerifiedLogin verified = new VerifiedLogin(claims(), signedWith("RS384"));
        assertTrue(
                completion.complete(route, verified, clock.instant(), NOTHING).isEmpty());
    }

    @Test
    void aListWithCommasInItIsToldFromALongerList() {
        Map<String, Object> claims = claims();
        claims.put("groups", List.of("a,b", "c%"));
        assertEquals(
                "a%2Cb,c%25",
                begun(complete(claims)).session().session().claims().get("groups"));
    }

    @Test
    void theSessionThatTheBrowserHadBeforeEndsAndAnotherBrowsersLives() {
        LoginOutcome.Begun before = begun(complete(claims()));
        LoginOutcome.Begun elsewhere = begun(complete(claims()));

        LoginOutcome.Begun after = begun(completion.complete(
                route,
                new VerifiedLogin(claims(), tokens()),
                clock.instant(),
                new Presented(Optional.of(before.id().value()), Optional.empty(), null)));

        assertTrue(lives(after));
        assertTrue(!lives(before));
        assertTrue(lives(elsewhere));
    }

    @Test
    void whereItCameFromIsKept() {
        SignInPlace place = new SignInPlace("firefox", "192.0.2.1");
        LoginOutcome.Begun begun = begun(completion.complete(
                route,
                new VerifiedLogin(claims(), tokens()),
                clock.instant(),
                new Presented(Optional.empty(), Optional.empty(), null, place)));
        assertEquals(place, new UserSessions(sessions).place(begun.session()));
    }

    @Test
    void aLogoutThatCameMeanwhileWins() {
        sessions.endSid(RouteBuilder.ISSUER, "sid-1", clock.instant());
        assertInstanceOf(
                LoginOutcome.LoggedOutMeanwhile.class, complete(claims()).orElseThrow());
    }

    private Optional<LoginOutcome> complete(Map<String, Object> claims) {
        return completion.complete(route, new VerifiedLogin(claims, tokens()), clock.instant(), NOTHING);
    }

    private boolean lives(LoginOutcome.Begun begun) {
        return sessions.find(begun.id().key(), Duration.ZERO).isPresent();
    }

    private static LoginOutcome.Begun begun(Optional<LoginOutcome> outcome) {
        return assertInstanceOf(LoginOutcome.Begun.class, outcome.orElseThrow());
    }

    private static Tokens tokens() {
        return signedWith("RS256");
    }

    private static Tokens signedWith(String algorithm) {
        String header = "{\"typ\":\"JWT\",\"alg\": \"" + algorithm + "\"}";
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8));
        return new Tokens(encoded + ".claims.signature", "access", "refresh");
    }

    private Map<String, Object> claims() {
        return new HashMap<>(Map.of(
                "iss",
                RouteBuilder.ISSUER,
                "aud",
                "gateway",
                "sub",
                "alice",
                "sid",
                "sid-1",
                "iat",
                clock.instant().getEpochSecond()));
    }
}
