package io.curfew.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import io.curfew.logout.LogoutState.ProviderPart;
import io.curfew.logout.SignOutOutcome.NotEnded;
import io.curfew.logout.SignOutOutcome.SignedOut;
import io.curfew.page.SetCookie;
import io.curfew.provider.ProviderUnavailableException;
import io.curfew.provider.TokenRevocation.Kind;
import io.curfew.provider.TokenRevocation.RevocationOutcome;
import io.curfew.session.Tokens;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpInitiatedLogoutTest {
    private static final String BACK = "https://apps.example.com/gate/oidc/logged-out";

    private final World world = new World();

    @Test
    void goesSnapshotEndRevokeRedirect() {
        Route route =
                new RouteBuilder().path("/orders").revoke(true, true, true).build();

        SignedOut outcome = signedOut(route, world.signIn(route, "a"));

        assertEquals(
                List.of(
                        "snapshot a",
                        "end a",
                        "ask provider of gateway",
                        "revoke a-refresh as REFRESH_TOKEN of gateway",
                        "revoke a-access as ACCESS_TOKEN of gateway"),
                world.steps);
        assertEquals(1, outcome.sessionsEnded());
        assertTrue(outcome.atProvider());
        assertTrue(
                outcome.next()
                        .toString()
                        .startsWith(
                                World.END_SESSION + "?id_token_hint=a-id&client_id=gateway&post_logout_redirect_uri="
                                        + "https%3A%2F%2Fapps.example.com%2Fgate%2Foidc%2Flogged-out&state="),
                outcome.next().toString());
    }

    @ParameterizedTest(name = "revoke={0} access={1} refresh={2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "false, true,  true,  -",
                "false, false, false, -",
                "true,  false, false, -",
                "true,  true,  false, access",
                "true,  false, true,  refresh",
                "true,  true,  true,  refresh access"
            })
    void eachSwitchCountsForItsToken(boolean all, boolean access, boolean refresh, String expected) {
        Route route =
                new RouteBuilder().path("/orders").revoke(all, access, refresh).build();

        SignedOut outcome = signedOut(route, world.signIn(route, "a"));

        List<String> tokens = expected == null ? List.of() : Arrays.asList(expected.split(" "));
        assertEquals(
                tokens.stream()
                        .map(token -> "revoke a-" + token + " as "
                                + (token.equals("access") ? Kind.ACCESS_TOKEN : Kind.REFRESH_TOKEN) + " of gateway")
                        .toList(),
                revocations());
        assertEquals(
                tokens.isEmpty() ? Revocation.NOT_ASKED : Revocation.REVOKED,
                state(outcome).revocation());
    }

    @Test
    void aMissingRefreshTokenIsNotRevoked() {
        Route route =
                new RouteBuilder().path("/orders").revoke(true, true, true).build();

        SignedOut outcome = signedOut(route, world.signIn(route, "a", new Tokens("id", "access", null)));

        assertEquals(List.of("revoke access as ACCESS_TOKEN of gateway"), revocations());
        assertEquals(Revocation.REVOKED, state(outcome).revocation());
    }

    @Test
    void aFailedRevocationIsCountedAndInNobodysWay() {
        Route route =
                new RouteBuilder().path("/orders").revoke(true, true, true).build();
        world.revocation = () -> new RevocationOutcome.Failed("503");

        SignedOut outcome = signedOut(route, world.signIn(route, "a"));

        assertTrue(world.live.isEmpty());
        assertEquals(List.of(Kind.REFRESH_TOKEN, Kind.ACCESS_TOKEN), world.countedFailures);
        assertEquals(Revocation.FAILED, state(outcome).revocation());
        assertTrue(outcome.next().toString().startsWith(World.END_SESSION + "?id_token_hint=a-id&"));
    }

    @Test
    void aRevocationThatBreaksIsInNobodysWayEither() {
        Route route =
                new RouteBuilder().path("/orders").revoke(true, true, false).build();
        world.revocation = () -> {
            throw new IllegalStateException("a fault of ours");
        };

        SignedOut outcome = signedOut(route, world.signIn(route, "a"));

        assertEquals(List.of(Kind.ACCESS_TOKEN), world.countedFailures);
        assertEquals(Revocation.FAILED, state(outcome).revocation());
        assertTrue(outcome.atProvider());
    }

    @Test
    void aProviderWithoutRevocationIsNoFailure() {
        Route route =
                new RouteBuilder().path("/orders").revoke(true, true, true).build();
        world.revocation = RevocationOutcome.NotOffered::new;

        SignedOut outcome = signedOut(route, world.signIn(route, "a"));

        assertEquals(List.of(), world.countedFailures);
        assertEquals(Revocation.NOT_OFFERED, state(outcome).revocation());
    }

    @Test
    void tokensThatCannotBeReadKeepNoSessionAlive() {
        Route route =
                new RouteBuilder().path("/orders").revoke(true, true, true).build();
        world.tokensCannotBeRead = true;

        SignedOut outcome = signedOut(route, world.signIn(route, "a"));

        assertTrue(world.live.isEmpty());
        assertEquals(1, outcome.sessionsEnded());
        assertEquals(List.of(), revocations());
        assertEquals(Revocation.FAILED, state(outcome).revocation());
        assertTrue(
                outcome.next().toString().startsWith(World.END_SESSION + "?logout_hint=alice&client_id=gateway&"),
                outcome.next().toString());
    }

    @Test
    void withoutASessionItStillSignsOutAtTheProvider() {
        Route route =
                new RouteBuilder().path("/orders").revoke(true, true, true).build();

        SignedOut outcome = signedOut(route);

        assertEquals(List.of("ask provider of gateway"), world.steps);
        assertEquals(0, outcome.sessionsEnded());
        assertEquals(Revocation.NOT_ASKED, state(outcome).revocation());
        assertTrue(outcome.next().toString().startsWith(World.END_SESSION + "?client_id=gateway&post_logout"));
    }

    @Test
    void anEmptyIdTokenIsNoHint() {
        Route route = new RouteBuilder().path("/orders").build();

        SignedOut outcome = signedOut(route, world.signIn(route, "a", new Tokens("", "access", "refresh")));

        assertFalse(outcome.next().toString().contains("id_token_hint"));
    }

    /** Who stays signed in there may be back within the second. */
    @Test
    void aLoginOfTheSameSecondIsCoveredUnlessTheProviderIsKnownToSignNobodyOut() {
        Route route = new RouteBuilder().path("/orders").build();
        Instant now = world.clock.instant();
        world.endSessionEndpoint = () -> null;
        signedOut(route, world.signIn(route, "a"));
        assertEquals(now, world.loginsUntil, "nobody knows yet, and nobody is asked before the session has ended");

        world.known = () -> Optional.of(world.metadataNow(route.registration()));
        signedOut(route, world.signIn(route, "b"));
        assertEquals(now.minusSeconds(1), world.loginsUntil);

        world.endSessionEndpoint = () -> URI.create("https://id.example.com/end");
        signedOut(route, world.signIn(route, "c"));
        assertEquals(now, world.loginsUntil, "control");
    }

    @Test
    void withoutAnEndSessionEndpointItEndsOnOurPage() {
        Route route = new RouteBuilder().path("/orders").build();
        world.endSessionEndpoint = () -> null;

        SignedOut outcome = signedOut(route, world.signIn(route, "a"));

        assertFalse(outcome.atProvider());
        assertTrue(outcome.next().toString().startsWith(BACK + "?state="));
        assertEquals(ProviderPart.NOT_OFFERED, state(outcome).provider());
    }

    @Test
    void withoutAnEndSessionEndpointItGoesWhereTheConfigurationWants() {
        Route route = new RouteBuilder()
                .path("/orders")
                .redirectUri("https://www.example.com/bye")
                .build();
        world.endSessionEndpoint = () -> null;

        SignedOut outcome = signedOut(route, world.signIn(route, "a"));

        assertEquals("https://www.example.com/bye", outcome.next().toString());
        assertEquals("", outcome.cookie().value());
    }

    @Test
    void aProviderThatIsDownIsToldOnOurPageEvenIfTheConfigurationWantsAnother() {
        Route route = new RouteBuilder()
                .path("/orders")
                .redirectUri("https://www.example.com/bye")
                .build();
        world.endSessionEndpoint = () -> {
            throw new ProviderUnavailableException("down");
        };

        SignedOut outcome = signedOut(route, world.signIn(route, "a"));

        assertTrue(world.live.isEmpty());
        assertTrue(outcome.next().toString().startsWith(BACK + "?state="));
        assertEquals(ProviderPart.UNREACHABLE, state(outcome).provider());
        assertEquals(URI.create("https://www.example.com/bye"), state(outcome).redirectUri());
    }

    @Test
    void aFaultOfOursWhileAskingTheProviderEndsWellToo() {
        Route route = new RouteBuilder().path("/orders").build();
        world.endSessionEndpoint = () -> {
            throw new IllegalStateException("a fault of ours");
        };

        assertEquals(
                ProviderPart.UNREACHABLE,
                state(signedOut(route, world.signIn(route, "a"))).provider());
        assertTrue(world.live.isEmpty());
    }

    @Test
    void whenTheStoreIsDownNothingClaimsSuccess() {
        Route route =
                new RouteBuilder().path("/orders").revoke(true, true, true).build();
        RoutedSession session = world.signIn(route, "a");
        world.unreachable.add(session.session());

        assertInstanceOf(NotEnded.class, world.logout().signOut(route, List.of(session), world.wayOut(route)));

        assertEquals(List.of("snapshot a", "end a"), world.steps);
    }

    @Test
    void oneSessionThatCannotBeEndedDoesNotKeepTheOthersAlive() {
        Route orders = new RouteBuilder().path("/orders").build();
        Route wiki = new RouteBuilder()
                .path("/wiki")
                .client("wiki")
                .cookieName("wiki")
                .build();
        RoutedSession first = world.signIn(orders, "a");
        RoutedSession second = world.signIn(wiki, "b");
        world.unreachable.add(first.session());

        assertInstanceOf(NotEnded.class, world.logout().signOut(orders, List.of(first, second), world.wayOut(orders)));

        assertEquals(List.of(first.session()), List.copyOf(world.live.keySet()));
    }

    @Test
    void severalSessionsEndWithTheSettingsOfTheirRoutes() {
        Route orders = new RouteBuilder().path("/orders").build();
        Route wiki = new RouteBuilder()
                .path("/wiki")
                .client("wiki")
                .cookieName("wiki")
                .revoke(true, true, false)
                .build();

        SignedOut outcome = signedOut(wiki, world.signIn(orders, "a"), world.signIn(wiki, "b"));

        assertEquals(
                List.of(
                        "snapshot a",
                        "snapshot b",
                        "end a",
                        "end b",
                        "ask provider of wiki",
                        "revoke b-access as ACCESS_TOKEN of wiki"),
                world.steps);
        assertEquals(2, outcome.sessionsEnded());
        assertTrue(outcome.next().toString().contains("id_token_hint=b-id&client_id=wiki"), "a hint of its own client");
    }

    private SignedOut signedOut(Route leading, RoutedSession... sessions) {
        return assertInstanceOf(
                SignedOut.class, world.logout().signOut(leading, List.of(sessions), world.wayOut(leading)));
    }

    private LogoutState state(SignedOut outcome) {
        String state = outcome.next().toString().replaceFirst(".*[?&]state=", "");
        SetCookie cookie = outcome.cookie();
        return world.states()
                .open(state, List.of(new BrowserCookie(cookie.name(), cookie.value())))
                .orElseThrow();
    }

    private List<String> revocations() {
        return world.steps.stream().filter(step -> step.startsWith("revoke")).toList();
    }
}
