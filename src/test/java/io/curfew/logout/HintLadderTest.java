package io.curfew.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.LocalOnly;
import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import io.curfew.logout.SignOutOutcome.SignedOut;
import io.curfew.session.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the provider is told of who signs out, from the best to the least, and what becomes of the tokens on the way. */
class HintLadderTest {
    private static final Tokens FRESH = new Tokens("fresh-id", "fresh-access", "fresh-refresh");

    private final World world = new World();
    private final Route route = new RouteBuilder().revoke(true, true, true).build();
    private final List<Tokens> asked = new ArrayList<>();

    @Test
    void theFreshIdTokenTakesThePlaceOfTheStoredOne() {
        refreshing(Optional.of(FRESH));

        assertTrue(hintOf(signOut(world.signIn(route, "a"))).startsWith("id_token_hint=fresh-id&client_id=gateway&"));
        assertEquals(List.of(new Tokens("a-id", "a-access", "a-refresh")), asked);
    }

    @Test
    void withoutAFreshOneTheStoredOneIsShown() {
        refreshing(Optional.empty());

        assertTrue(hintOf(signOut(world.signIn(route, "a"))).startsWith("id_token_hint=a-id&client_id=gateway&"));
        assertEquals(1, asked.size());
    }

    /** A refresh may make the stored refresh token void; the stored access token stays good. */
    @Test
    void theFreshTokensAreRevokedAndTheAccessTokenBeforeThem() {
        refreshing(Optional.of(FRESH));

        signOut(world.signIn(route, "a"));

        assertEquals(
                List.of(
                        "snapshot a",
                        "end a",
                        "ask provider of gateway",
                        "refresh",
                        "revoke fresh-refresh as REFRESH_TOKEN of gateway",
                        "revoke fresh-access as ACCESS_TOKEN of gateway",
                        "revoke a-access as ACCESS_TOKEN of gateway"),
                world.steps);
    }

    @Test
    void nothingIsRefreshedThatNobodyIsShown() {
        refreshing(Optional.of(FRESH));
        Route local = new RouteBuilder().localOnly(LocalOnly.TRUE).build();
        signOut(world.signIn(local, "a"));
        world.endSessionEndpoint = () -> null;
        signOut(world.signIn(route, "b"));

        assertEquals(List.of(), asked);
    }

    @Test
    void theSessionOfAnotherClientIsNotShown() {
        refreshing(Optional.of(FRESH));
        Route wiki = new RouteBuilder()
                .path("/wiki")
                .client("wiki")
                .cookieName("__Host-wiki")
                .build();

        SignedOut outcome = assertInstanceOf(
                SignedOut.class, world.logout().signOut(route, List.of(world.signIn(wiki, "w")), world.wayOut(route)));

        assertTrue(hintOf(outcome).startsWith("client_id=gateway&"), hintOf(outcome));
        assertEquals(List.of(), asked);
    }

    @Test
    void tokensThatCannotBeOpenedLeaveTheName() {
        world.tokensCannotBeRead = true;

        String hint = hintOf(signOut(world.signIn(route, "a")));

        assertTrue(hint.startsWith("logout_hint=alice&client_id=gateway&"), hint);
    }

    @Test
    void whoIsNotKnownAtAllIsNobody() {
        SignedOut outcome =
                assertInstanceOf(SignedOut.class, world.logout().signOut(route, List.of(), world.wayOut(route)));

        assertTrue(hintOf(outcome).startsWith("client_id=gateway&post_logout"), hintOf(outcome));
    }

    private void refreshing(Optional<Tokens> answer) {
        world.refresh = stored -> {
            world.steps.add("refresh");
            asked.add(stored);
            return answer;
        };
    }

    private SignedOut signOut(RoutedSession session) {
        return assertInstanceOf(
                SignedOut.class,
                world.logout().signOut(session.route(), List.of(session), world.wayOut(session.route())));
    }

    private static String hintOf(SignedOut outcome) {
        return outcome.next().toString().replaceFirst("^[^?]*\\?", "");
    }
}
