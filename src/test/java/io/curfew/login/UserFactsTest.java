package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.AccessSettings;
import io.curfew.config.Demands;
import io.curfew.config.LoginSettings;
import io.curfew.config.RefusalSettings;
import io.curfew.config.Registration;
import io.curfew.config.Route;
import io.curfew.config.TellingSettings;
import io.curfew.config.TokenSettings;
import io.curfew.ground.DemandsOf;
import io.curfew.ground.Registrations;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestKeys;
import io.curfew.ground.TestProvider;
import io.curfew.provider.AccessTokens;
import io.curfew.provider.ProviderClient;
import io.curfew.provider.ProviderUnavailableException;
import io.curfew.provider.Providers;
import io.curfew.provider.UserInfo;
import io.curfew.session.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a login asks the provider for, and about whom. */
class UserFactsTest {
    private static final Demands CLERKS = DemandsOf.required("roles_required", "roles", "clerk");
    private static final TellingSettings SEARCHING =
            new TellingSettings(true, null, false, TellingSettings.NOTHING.downstream());

    private final TestProvider op = TestProvider.start();
    private final ProviderClient client = new ProviderClient();

    @BeforeEach
    void user() {
        op.signIns().user("alice", "sid-1");
    }

    @AfterEach
    void close() {
        client.close();
        op.close();
    }

    private Route route(Demands demands, TellingSettings telling) {
        Registration registration = Registrations.at(op.issuer(), "gateway");
        Route usual = new RouteBuilder().build();
        return new Route(
                usual.name(),
                usual.paths(),
                usual.requests(),
                usual.upstream(),
                registration,
                usual.session(),
                usual.logout(),
                usual.streams(),
                new AccessSettings(demands, RefusalSettings.OWN, LoginSettings.PLAIN, telling),
                TokenSettings.NONE);
    }

    private Optional<VerifiedLogin> complete(Route route, String accessToken) {
        Providers providers = new Providers(List.of(route.registration()), client, new SettableClock());
        UserFacts facts = new UserFacts(
                new UserClaims(List.of(route)), new AccessTokens(providers), new UserInfo.Endpoints(providers, client));
        Map<String, Object> claims = Map.of("sub", "alice", "sid", "sid-1");
        return facts.complete(route, new VerifiedLogin(claims, new Tokens("id", accessToken, null)), "openid");
    }

    @Test
    void aRouteThatWantsNothingAsksForNothing() {
        VerifiedLogin login =
                complete(route(Demands.NONE, TellingSettings.NOTHING), "opaque").orElseThrow();
        assertEquals(Map.of(), login.known().accessToken());
        assertEquals(Map.of(), login.known().userInfo());
        assertEquals("openid", login.known().scope());
        assertEquals(0, op.requests(TestProvider.USER_INFO) + op.requests(TestProvider.DISCOVERY));
    }

    @Test
    void theAccessTokenOfTheUserIsTaken() {
        Route route = route(CLERKS, TellingSettings.NOTHING);
        Map<String, Object> roles = Map.of("roles", List.of("clerk"));
        KnownClaims known =
                complete(route, op.signIns().accessToken(roles)).orElseThrow().known();
        assertEquals(List.of("clerk"), known.accessToken().get("roles"));
        assertEquals(Map.of(), known.unproven());
    }

    @Test
    void thatOfSomebodyElseOrOfNobodyProvesNothing() {
        Route route = route(CLERKS, TellingSettings.NOTHING);
        Map<String, Object> roles = Map.of("roles", List.of("clerk"));
        for (String token : List.of(
                op.signIns().accessToken(Map.of("sub", "bob", "roles", List.of("clerk"))),
                op.signIns().accessToken(Map.of("sid", "sid-2", "roles", List.of("clerk"))),
                op.signIns().accessToken(roles, TestKeys.rsa("another")))) {
            KnownClaims known = complete(route, token).orElseThrow().known();
            assertEquals(Map.of(), known.accessToken());
            assertEquals(List.of("clerk"), known.unproven().get("roles"));
        }
        KnownClaims closed = complete(route, "opaque").orElseThrow().known();
        assertEquals(Map.of(), closed.accessToken());
        assertEquals(Map.of(), closed.unproven());
    }

    @Test
    void theUserinfoOfTheUserIsTakenAndThatOfSomebodyElseEndsTheLogin() {
        Route route = route(Demands.NONE, SEARCHING);
        op.signIns().userInfo(Map.of("department", "Sales"));
        KnownClaims known = complete(route, "opaque").orElseThrow().known();
        assertEquals("Sales", known.userInfo().get("department"));
        assertTrue(known.userInfoJson().contains("\"department\":\"Sales\""));
        assertEquals(1, op.requests(TestProvider.USER_INFO));
        op.signIns().userInfo(Map.of("sub", "bob"));
        assertTrue(complete(route, "opaque").isEmpty());
        op.answering(TestProvider.USER_INFO, 200, "{}");
        assertTrue(complete(route, "opaque").isEmpty(), "one that says nobody's");
    }

    @Test
    void aLoginThatNeedsTheUserinfoFailsWithoutIt() {
        op.down(TestProvider.USER_INFO);
        assertThrows(ProviderUnavailableException.class, () -> complete(route(Demands.NONE, SEARCHING), "opaque"));
    }
}
