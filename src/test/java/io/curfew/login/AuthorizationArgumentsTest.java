package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.AccessSettings;
import io.curfew.config.Demands;
import io.curfew.config.LoginSettings;
import io.curfew.config.RefusalSettings;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.config.TellingSettings;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.session.EmbeddedStore;
import io.curfew.session.Presented;
import io.curfew.session.Seal;
import io.curfew.session.Sessions;
import io.curfew.session.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a route adds to the authorization request, and what of it is checked in the answer. */
class AuthorizationArgumentsTest {
    private static final String URL = "https://id.example.com/auth?client_id=gateway&state=s1&scope=openid";

    private static LoginSettings settings(@Nullable Duration maxAge, Map<String, String> arguments, String... client) {
        return new LoginSettings(null, maxAge, arguments, List.of(client));
    }

    @Test
    void nothingIsAddedWhereTheRouteSaysNothing() {
        assertEquals(URL, AuthorizationArguments.addTo(URL, LoginSettings.PLAIN, "login_hint=x&prompt=none"));
    }

    @Test
    void whatTheRouteSaysIsAddedEncodedAndInOrder() {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("audience", "https://api.example.com b");
        arguments.put("acr_values", "a&b=c#é");
        assertEquals(
                URL + "&max_age=0&audience=https%3A%2F%2Fapi.example.com+b&acr_values=a%26b%3Dc%23%C3%A9",
                AuthorizationArguments.addTo(URL, settings(Duration.ZERO, arguments), null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "login_hint=alice%40example.com&x=1|&login_hint=alice%40example.com",
                "login_hint=a%26state%3Devil|&login_hint=a%26state%3Devil",
                "login_hint=a%0d%0aSet-Cookie:x|&login_hint=a%0D%0ASet-Cookie%3Ax",
                "login_hint=a&login_hint=b|''",
                "LOGIN_HINT=a|''",
                "x=1|''",
                "ui_locales=de&login_hint=|&login_hint=&ui_locales=de",
            })
    void ofTheClientsQueryOnlyWhatTheRouteNames(String query, String added) {
        assertEquals(
                URL + added,
                AuthorizationArguments.addTo(URL, settings(null, Map.of(), "login_hint", "ui_locales"), query));
    }

    @Test
    void aClientReplacesNothing() {
        LoginSettings settings = settings(null, Map.of("prompt", "login"), "prompt", "state", "login_hint");
        assertEquals(
                URL + "&prompt=login&login_hint=x",
                AuthorizationArguments.addTo(URL, settings, "prompt=none&state=evil&login_hint=x"));
    }

    @Test
    void aLongValueOfAClientIsLeftOut() {
        LoginSettings settings = settings(null, Map.of(), "login_hint");
        String most = "x".repeat(AuthorizationArguments.LONGEST_OF_CLIENT);
        assertEquals(URL + "&login_hint=" + most, AuthorizationArguments.addTo(URL, settings, "login_hint=" + most));
        assertEquals(URL, AuthorizationArguments.addTo(URL, settings, "login_hint=" + most + "x"));
    }

    /** The login began now, the leeway is 30 seconds, and {@code max_age} is 60. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"0,true", "-60,true", "-90,true", "-91,false", "-100000,false", "5,true", "-,false"})
    void aUserWhoSignedInTooLongAgoIsNotTaken(@Nullable Long secondsAgo, boolean taken) {
        assertEquals(taken, isTaken(Duration.ofMinutes(1), secondsAgo));
        assertTrue(isTaken(null, secondsAgo), "control: without max_age nobody looks");
    }

    private static boolean isTaken(@Nullable Duration maxAge, @Nullable Long secondsAgo) {
        SettableClock clock = new SettableClock();
        Route route = new RouteBuilder()
                .leeway(Duration.ofSeconds(30))
                .access(new AccessSettings(
                        Demands.NONE, RefusalSettings.OWN, settings(maxAge, Map.of()), TellingSettings.NOTHING))
                .build();
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new HashMap<>(
                Map.of("iss", RouteBuilder.ISSUER, "aud", "gateway", "sub", "alice", "sid", "sid-1", "iat", now));
        if (secondsAgo != null) {
            claims.put("auth_time", now + secondsAgo);
        }
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8));
        VerifiedLogin login = new VerifiedLogin(claims, new Tokens(header + ".c.s", "access", null));
        try (EmbeddedStore store = EmbeddedStore.local()) {
            SecureRandom random = new SecureRandom();
            Seal seal = new Seal(List.of(new Secret("a secret of the tests")), random);
            Sessions sessions = new Sessions(store.caches(), seal, clock, random, Duration.ofDays(1));
            return new LoginCompletion(sessions, clock, new UserClaims(List.of(route)))
                    .complete(route, login, clock.instant(), new Presented(Optional.empty(), Optional.empty(), null))
                    .isPresent();
        }
    }

    @Test
    void aUrlWithoutAQueryGetsOne() {
        String bare = "https://id.example.com/auth";
        assertEquals(
                bare + "?max_age=5",
                AuthorizationArguments.addTo(bare, settings(Duration.ofSeconds(5), Map.of()), null));
    }
}
