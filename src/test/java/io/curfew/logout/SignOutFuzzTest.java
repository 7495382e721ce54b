package io.curfew.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curfew.config.Route;
import io.curfew.fuzz.Input;
import io.curfew.ground.RouteBuilder;
import io.curfew.page.Answer;
import io.curfew.session.SessionId;
import io.curfew.session.StoreUnavailableException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a browser may choose of a sign-out: a place of the configuration, and nothing else. */
class SignOutFuzzTest {
    private static final String BYE = "https://www.example.com/bye";
    private static final String SHOP = "https://shop.example.com/?left=1";
    private static final Map<String, String> OWN =
            Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Site", "same-origin");

    private final World world = new World();
    private final Route route =
            new RouteBuilder().redirectUri(BYE, SHOP, "/orders/bye").build();
    private final Set<String> places = Set.of(BYE, SHOP, "/orders/bye");

    /** A query. */
    @FuzzTest(maxDuration = "5m")
    void query(byte[] bytes) {
        SignOutArguments arguments =
                SignOutArguments.of(Input.ofRequest(bytes, 1).part(0));
        String written = arguments.query();
        assertEquals(
                arguments, SignOutArguments.of(written.isEmpty() ? null : written.substring(1)), "handed on as read");
        world.endSessionEndpoint = () -> null;
        Answer answer = signOut().everywhere(request(arguments, List.of()));
        List<String> location = answer.header("Location");
        assertEquals(1, location.size());
        assertTrue(places.contains(location.get(0)), location.get(0));
        boolean listed = arguments.returnTo() != null && places.contains(arguments.returnTo());
        assertEquals(listed ? arguments.returnTo() : BYE, location.get(0));
    }

    /** The name and value of a cookie, and a {@code state}. */
    @FuzzTest(maxDuration = "5m")
    void cookies(byte[] bytes) {
        Input input = Input.ofRequest(bytes, 3);
        List<BrowserCookie> crafted = List.of(
                new BrowserCookie(input.part(0), input.part(1)),
                new BrowserCookie("__Host-curfew-sign-out-pending", input.part(1)),
                new BrowserCookie("__Host-curfew-logout", input.part(1)),
                new BrowserCookie("__Host-curfew-login-" + input.part(0), input.part(1)));
        assertEquals(List.of(), world.pending().recall(crafted));
        assertEquals(Optional.empty(), world.states().open(input.part(2), crafted));
        Answer page = new LoggedOut(world.states(), world.publicUrl).answer(input.part(2), crafted);
        assertEquals(List.of(), page.header("Location"));

        Answer answer = signOut().everywhere(request(SignOutArguments.NONE, crafted));
        assertTrue(answer.header("Set-Cookie").size() <= 6, "only what is ours is cleared");
        List<BrowserCookie> session = List.of(new BrowserCookie("__Host-curfew", input.part(1)));
        String pending = world.pending().remember(session).value();
        List<BrowserCookie> recalled =
                world.pending().recall(List.of(new BrowserCookie("__Host-curfew-sign-out-pending", pending)));
        assertEquals(
                SessionId.parse(input.part(1)).isPresent() ? session : List.of(),
                recalled,
                "only what can be a session is remembered");
        assertFalse(!recalled.isEmpty() && pending.contains(input.part(1)), "and not in clear");
    }

    /** A store that is down, with the same cookies. */
    @FuzzTest(maxDuration = "5m")
    void withoutAStore(byte[] bytes) {
        Input input = Input.ofRequest(bytes, 2);
        List<BrowserCookie> crafted = List.of(new BrowserCookie("__Host-curfew", input.part(1)));
        SessionLookup down = (cookies, routes) -> {
            throw new StoreUnavailableException("find", new IOException("down"));
        };
        Answer answer = new SignOut(world.logout(), world.trail, down, world.pending(), List.of(route), world.publicUrl)
                .everywhere(request(SignOutArguments.of(input.part(0)), crafted));
        assertEquals(503, answer.status());
        assertEquals(List.of(), answer.header("Location"));
        assertTrue(answer.header("Set-Cookie").stream().anyMatch(one -> one.startsWith("__Host-curfew=;")));
    }

    private SignOut signOut() {
        SessionLookup nobody = (cookies, routes) -> List.of();
        return new SignOut(world.logout(), world.trail, nobody, world.pending(), List.of(route), world.publicUrl);
    }

    private SignOutRequest request(SignOutArguments arguments, List<BrowserCookie> cookies) {
        return new SignOutRequest("POST", world.publicUrl, OWN::get, cookies, arguments);
    }
}
