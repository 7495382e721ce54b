package io.curfew.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.LocalOnly;
import io.curfew.config.Route;
import io.curfew.config.SiteData;
import io.curfew.ground.RouteBuilder;
import io.curfew.page.Answer;
import io.curfew.session.Tokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the browser leaves: where to, past the provider or not, and with what. */
class LeavingTest {
    private static final String BYE = "https://www.example.com/bye";
    private static final String SHOP = "https://shop.example.com/?left=1";

    private final World world = new World();
    private final Map<String, String> headers = new HashMap<>(Map.of(
            "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Site", "same-origin", "Origin", "https://apps.example.com"));
    private List<RoutedSession> signedIn = List.of();
    private Optional<UserHint> recentlyEnded = Optional.empty();

    @Test
    void theFirstIsWhereTheBrowserEndsUnlessItAsksForAnother() {
        Route route = bye().build();

        assertEquals(Optional.of(BYE), end(route, null));
        assertEquals(Optional.of(SHOP), end(route, SHOP));
        assertEquals(Optional.of("/orders/bye"), end(route, "/orders/bye"));
        assertEquals(Optional.of(BYE), end(route, BYE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "https://shop.example.com/?left=1/",
                "https://shop.example.com/?left=1&",
                "https://shop.example.com/?left=1#",
                "https://SHOP.example.com/?left=1",
                "https://shop.example.com:443/?left=1",
                "https://shop.example.com/?lef%74=1",
                "https://shop.example.com/?left=12",
                "https://shop.example.com/",
                "https://shop.example.com/?left=1@evil.example",
                " https://shop.example.com/?left=1",
                "//shop.example.com/?left=1",
                "/\\evil.example",
                "/orders/bye/../../x",
                "/orders",
                "javascript:alert(1)",
                ""
            })
    void whatIsNotLetterForLetterInTheListLeadsToTheFirst(String asked) {
        assertEquals(Optional.of(BYE), end(bye().build(), asked));
    }

    @Test
    void withoutAListNothingIsAskedFor() {
        assertEquals(Optional.empty(), end(new RouteBuilder().build(), BYE));
    }

    @Test
    void aRouteKnowsOnlyItsOwnListAndTheGatewaysPageAll() {
        Route orders = new RouteBuilder().path("/orders").redirectUri(BYE).build();
        Route wiki = new RouteBuilder().path("/wiki").redirectUri(SHOP).build();
        world.endSessionEndpoint = () -> null;
        SignOutRequest toShop = request(new SignOutArguments(SHOP, false));

        assertEquals(List.of(BYE), signOut(orders, wiki).onRoute(toShop, orders).header("Location"));
        assertEquals(List.of(SHOP), signOut(orders, wiki).everywhere(toShop).header("Location"));
    }

    @Test
    void thePageThatAsksHandsOnWhatIsAllowed() {
        Route route = bye().build();

        String allowed = signOut(route)
                .confirmation(request(new SignOutArguments(SHOP, false)))
                .body();
        String refused = signOut(route)
                .confirmation(request(new SignOutArguments("https://evil.example/", false)))
                .body();

        assertTrue(
                allowed.contains("action=\"/gate/oidc/logout?return_to=https%3A%2F%2Fshop.example.com%2F%3Fleft%3D1\""),
                allowed);
        assertTrue(refused.contains("action=\"/gate/oidc/logout\""), refused);
        assertFalse(refused.contains("evil"), refused);
    }

    @ParameterizedTest
    @CsvSource({
        "FALSE, false, true",
        "FALSE, true, true",
        "ON_REQUEST, false, true",
        "ON_REQUEST, true, false",
        "TRUE, false, false",
        "TRUE, true, false"
    })
    void theProviderIsLeftAloneWhereTheConfigurationSaysSo(LocalOnly setting, boolean asked, boolean atProvider) {
        Route route = new RouteBuilder().localOnly(setting).build();
        signedIn = List.of(world.signIn(route, "a"));

        Answer answer = signOut(route).onRoute(request(new SignOutArguments(null, asked)), route);

        assertTrue(world.live.isEmpty());
        String location = answer.header("Location").get(0);
        assertEquals(atProvider, location.startsWith(World.END_SESSION), location);
        assertEquals(atProvider, world.steps.contains("ask provider of gateway"));
        if (!atProvider) {
            assertTrue(location.startsWith("https://apps.example.com/gate/oidc/logged-out?state="), location);
            Answer page = back(answer);
            assertTrue(page.body().contains("You are still signed in at your identity provider"), page.body());
        }
    }

    @Test
    void aSignOutOfTheGatewayAloneStillRevokesWhatItIsToldTo() {
        Route route = new RouteBuilder()
                .localOnly(LocalOnly.TRUE)
                .revoke(true, true, true)
                .redirectUri(BYE)
                .build();
        signedIn = List.of(world.signIn(route, "a"));

        Answer answer = signOut(route).onRoute(request(SignOutArguments.NONE), route);

        assertEquals(List.of(BYE), answer.header("Location"));
        assertTrue(world.steps.contains("revoke a-refresh as REFRESH_TOKEN of gateway"), world.steps::toString);
    }

    @Test
    void thePageThatAsksSaysWhatWillNotHappen() {
        Route route = new RouteBuilder().localOnly(LocalOnly.ON_REQUEST).build();
        String here = "You stay signed in at your identity provider.";

        Answer local = signOut(route).confirmation(request(new SignOutArguments(null, true)));
        assertTrue(local.body().contains(here), local.body());
        assertTrue(local.body().contains("action=\"/gate/oidc/logout?local\""), local.body());
        assertFalse(signOut(route)
                .confirmation(request(SignOutArguments.NONE))
                .body()
                .contains(here));
    }

    @Test
    void cookiesAreForgottenAtTheEndAndTheRestAtOnce() {
        Route route = new RouteBuilder()
                .clearSiteData(SiteData.STORAGE, SiteData.COOKIES, SiteData.CACHE)
                .build();
        signedIn = List.of(world.signIn(route, "a"));

        Answer answer = signOut(route).onRoute(request(SignOutArguments.NONE), route);

        assertEquals(List.of("\"cache\", \"storage\""), answer.header("Clear-Site-Data"));
        assertEquals(List.of("\"cookies\""), back(answer).header("Clear-Site-Data"));
    }

    @Test
    void whoDoesNotComeBackForgetsAllAtOnce() {
        Route route = new RouteBuilder()
                .clearSiteData(SiteData.COOKIES, SiteData.STORAGE)
                .redirectUri(BYE)
                .build();
        world.endSessionEndpoint = () -> null;

        Answer answer = signOut(route).onRoute(request(SignOutArguments.NONE), route);

        assertEquals(List.of("\"cookies\", \"storage\""), answer.header("Clear-Site-Data"));
    }

    @Test
    void nothingIsForgottenUnlessTheConfigurationSaysSoOrBeforeItIsOver() {
        Route plain = new RouteBuilder().build();
        signedIn = List.of(world.signIn(plain, "a"));
        Answer answer = signOut(plain).onRoute(request(SignOutArguments.NONE), plain);
        assertEquals(List.of(), answer.header("Clear-Site-Data"));
        assertEquals(List.of(), back(answer).header("Clear-Site-Data"));

        Route clearing = new RouteBuilder().clearSiteData(SiteData.CACHE).build();
        RoutedSession stuck = world.signIn(clearing, "b");
        signedIn = List.of(stuck);
        world.unreachable.add(stuck.session());
        Answer refused = signOut(clearing).onRoute(request(SignOutArguments.NONE), clearing);
        assertEquals(503, refused.status());
        assertEquals(List.of(), refused.header("Clear-Site-Data"));
    }

    @Test
    void aLongHintGoesByAFormThatSendsItself() {
        Route route = new RouteBuilder().build();
        String idToken = "x".repeat(2100);
        signedIn = List.of(world.signIn(route, "a", new Tokens(idToken, "access", null)));

        Answer answer = signOut(route).onRoute(request(SignOutArguments.NONE), route);

        assertEquals(200, answer.status());
        assertEquals(List.of(), answer.header("Location"));
        assertEquals(List.of("no-store"), answer.header("Cache-Control"));
        assertTrue(
                answer.body().contains("<form method=\"post\" action=\"" + World.END_SESSION + "\">"), answer.body());
        assertTrue(answer.body().contains("name=\"id_token_hint\" value=\"" + idToken + "\""));
        assertTrue(answer.body().contains("<button"), "for who runs no scripts");
        String policy = answer.header("Content-Security-Policy").get(0);
        assertTrue(policy.endsWith("; form-action https://id.example.com 'self' https:"), policy);
        String nonce = policy.replaceFirst(".*script-src 'nonce-([^']+)'.*", "$1");
        assertTrue(answer.body().contains("<script nonce=\"" + nonce + "\">"), answer.body());
        assertTrue(answer.header("Set-Cookie").stream().anyMatch(c -> c.startsWith("__Host-curfew-logout=")));
        assertFalse(
                signOut(route)
                        .onRoute(request(SignOutArguments.NONE), route)
                        .body()
                        .contains(nonce),
                "a nonce is used once");
    }

    @Test
    void aScriptGetsTheFormBesideAUrl() {
        headers.put("Sec-Fetch-Mode", "cors");
        Route route = new RouteBuilder().build();
        String idToken = "x".repeat(6001);
        signedIn = List.of(world.signIn(route, "a", new Tokens(idToken, "access", null)));

        String json =
                signOut(route).onRoute(request(SignOutArguments.NONE), route).body();

        assertTrue(
                json.matches(
                        "\\{\"signed_out\":true,\"sessions_ended\":1,\"end_session_url\":\"https://id[^\"]*logout_hint=alice[^\"]*\","
                                + "\"end_session_form\":\\{\"action\":\"" + World.END_SESSION
                                + "\",\"fields\":\\{\"id_token_hint\":\"" + idToken
                                + "\",\"client_id\":\"gateway\",\"post_logout_redirect_uri\":\"[^\"]*\",\"state\":\"[^\"]*\"\\}\\}\\}"),
                json);
    }

    @Test
    void aSessionThatSomebodyElseEndedStillSaysWhoSignsOut() {
        Route route = new RouteBuilder().build();
        recentlyEnded = Optional.of(new UserHint("old-id", "alice"));

        Answer answer = signOut(route).onRoute(request(SignOutArguments.NONE), route);

        assertTrue(
                answer.header("Location").get(0).startsWith(World.END_SESSION + "?id_token_hint=old-id&client_id="),
                answer::toString);
        assertTrue(back(answer).body().contains("You had no open session here any more."));
    }

    @Test
    void aLiveSessionCountsMoreThanOneThatEnded() {
        Route route = new RouteBuilder().build();
        signedIn = List.of(world.signIn(route, "a"));
        recentlyEnded = Optional.of(new UserHint("old-id", "alice"));

        Answer answer = signOut(route).onRoute(request(SignOutArguments.NONE), route);

        assertTrue(answer.header("Location").get(0).contains("id_token_hint=a-id&"), answer::toString);
    }

    @Test
    void cookiesOfLoginsUnderWayAreClearedAsTheyWereSet() {
        Route route = new RouteBuilder().build();
        String ours = "__Host-curfew-login-Ab_9-xyz";
        List<BrowserCookie> cookies = Stream.of(
                        ours, ours, "__Host-curfew-login-", "__Host-curfew-login-a;b", "curfew-login-Ab_9-xyz", "other")
                .map(name -> new BrowserCookie(name, "secret"))
                .toList();

        List<String> set = signOut(route)
                .onRoute(
                        new SignOutRequest("POST", world.publicUrl, headers::get, cookies, SignOutArguments.NONE),
                        route)
                .header("Set-Cookie");

        assertEquals(
                List.of(ours + "=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax"),
                set.stream().filter(header -> header.contains("login")).toList());
    }

    private static RouteBuilder bye() {
        return new RouteBuilder().redirectUri(BYE, SHOP, "/orders/bye");
    }

    /** Where a sign-out on the route that asks for a place ends; empty for our own page. */
    private Optional<String> end(Route route, @Nullable String asked) {
        Answer answer = signOut(route).onRoute(request(new SignOutArguments(asked, false)), route);
        assertTrue(answer.header("Location").get(0).startsWith(World.END_SESSION), answer::toString);
        return back(answer).header("Location").stream().findFirst();
    }

    /** What the browser gets when it comes back from the provider. */
    private Answer back(Answer signedOut) {
        String state = signedOut.header("Location").get(0).replaceFirst(".*[?&]state=", "");
        List<BrowserCookie> cookies = signedOut.header("Set-Cookie").stream()
                .map(header -> header.substring(0, header.indexOf(';')).split("=", 2))
                .map(pair -> new BrowserCookie(pair[0], pair[1]))
                .toList();
        return new LoggedOut(world.states(), world.publicUrl).answer(state, cookies);
    }

    private SignOutRequest request(SignOutArguments arguments) {
        return new SignOutRequest("POST", world.publicUrl, headers::get, List.of(), arguments);
    }

    private SignOut signOut(Route... routes) {
        SessionLookup lookup = new SessionLookup() {
            @Override
            public List<RoutedSession> find(List<BrowserCookie> cookies, List<Route> of) {
                return signedIn;
            }

            @Override
            public Optional<UserHint> recentlyEnded(List<BrowserCookie> cookies, Route route) {
                return recentlyEnded;
            }
        };
        return new SignOut(world.logout(), world.trail, lookup, world.pending(), List.of(routes), world.publicUrl);
    }
}
