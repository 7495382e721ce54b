package io.curfew.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.LocalOnly;
import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import io.curfew.page.Answer;
import io.curfew.session.SessionId;
import io.curfew.session.StoreUnavailableException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one request to sign out may cost, and what the page before it says. */
class SignOutBoundsTest {
    private static final Map<String, String> HEADERS =
            Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Site", "same-origin", "Origin", "https://apps.example.com");

    private final World world = new World();
    private final Route orders =
            new RouteBuilder().path("/orders").localOnly(LocalOnly.TRUE).build();
    private final Route wiki = new RouteBuilder()
            .path("/wiki")
            .client("wiki")
            .cookieName("__Host-wiki")
            .build();
    private final List<BrowserCookie> looked = new ArrayList<>();
    private List<RoutedSession> signedIn = List.of();
    private int asked;
    private boolean storeDown;

    private final SessionLookup lookup = new SessionLookup() {
        @Override
        public List<RoutedSession> find(List<BrowserCookie> cookies, List<Route> routes) {
            looked.addAll(cookies);
            return signedIn;
        }

        @Override
        public Optional<UserHint> recentlyEnded(List<BrowserCookie> cookies, Route route) {
            asked++;
            if (storeDown) {
                throw new StoreUnavailableException("get", new IOException("no store"));
            }
            return Optional.empty();
        }
    };
    private final SignOut signOut =
            new SignOut(world.logout(), world.trail, lookup, world.pending(), List.of(orders, wiki), world.publicUrl);

    private SignOutRequest request(List<BrowserCookie> cookies) {
        return new SignOutRequest("POST", world.publicUrl, HEADERS::get, cookies, SignOutArguments.NONE);
    }

    private static List<BrowserCookie> cookies(String name, int count) {
        SecureRandom random = new SecureRandom();
        return IntStream.range(0, count)
                .mapToObj(i -> new BrowserCookie(name, SessionId.fresh(random).value()))
                .toList();
    }

    @Test
    void ofHundredsOfCookiesEightOfEachNameAreLookedUp() {
        List<BrowserCookie> many = new ArrayList<>(cookies("__Host-curfew", 500));
        many.addAll(cookies("__Host-wiki", 3));

        signOut.everywhere(request(many));

        assertEquals(11, looked.size());
        assertTrue(looked.containsAll(many.subList(500, 503)), "the control");
    }

    @Test
    void whatIsNoIdIsNotLookedUpAndTakesNoPlace() {
        List<BrowserCookie> cookies = new ArrayList<>();
        IntStream.range(0, 50).forEach(i -> cookies.add(new BrowserCookie("__Host-curfew", "x" + i)));
        cookies.addAll(cookies("__Host-curfew", 1));

        signOut.everywhere(request(cookies));

        assertEquals(cookies.subList(50, 51), looked);
    }

    @Test
    void aStoreThatDoesNotAnswerIsAskedOnceForAHint() {
        storeDown = true;
        Answer answer = signOut.everywhere(request(List.of()));
        assertEquals(303, answer.status());
        assertEquals(1, asked);

        storeDown = false;
        signOut.everywhere(request(List.of()));
        assertEquals(3, asked, "the control: two session spaces");
    }

    @Test
    void thePageGoesByTheSessionAsTheSignOutDoes() {
        String here = "You stay signed in at your identity provider.";
        assertTrue(signOut.confirmation(request(List.of())).body().contains(here), "the first route's");
        signedIn = List.of(world.signIn(wiki, "w"));
        assertFalse(signOut.confirmation(request(List.of())).body().contains(here));
        assertEquals(1, world.live.size());
    }

    @Test
    void aSignOutOfTheGatewayAloneLeavesLoginsOfItsOwnSecond() {
        signedIn = List.of(world.signIn(orders, "o"));
        signOut.everywhere(request(List.of()));
        assertEquals(world.clock.instant().minus(Duration.ofSeconds(1)), world.loginsUntil);

        signedIn = List.of(world.signIn(wiki, "w"));
        signOut.everywhere(request(List.of()));
        assertEquals(world.clock.instant(), world.loginsUntil);
    }
}
