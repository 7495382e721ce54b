package io.curfew.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import io.curfew.page.Answer;
import io.curfew.session.SessionId;
import io.curfew.session.StoreUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignOutTest {
    private static final String CLEARED = "__Host-curfew=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax";
    private static final String WIKI_CLEARED = "__Host-wiki=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax";
    private static final String PENDING = "__Host-curfew-sign-out-pending";

    private final World world = new World();
    private final Route orders = new RouteBuilder().path("/orders").build();
    private final Route wiki = new RouteBuilder()
            .path("/wiki")
            .client("wiki")
            .cookieName("__Host-wiki")
            .build();
    private final String ordersId = SessionId.fresh(new SecureRandom()).value();
    private final String wikiId = SessionId.fresh(new SecureRandom()).value();
    private final Map<BrowserCookie, RoutedSession> sessions = new LinkedHashMap<>();
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private boolean storeDown;

    @Test
    void aNavigationIsRedirectedAndLosesItsCookie() {
        navigation();
        signIn(orders, ordersId);

        Answer answer = signOut().onRoute(post(cookie("__Host-curfew", ordersId)), orders);

        assertEquals(303, answer.status());
        assertTrue(answer.header("Location").get(0).startsWith(World.END_SESSION + "?id_token_hint="));
        assertEquals(List.of("no-store"), answer.header("Cache-Control"));
        assertTrue(answer.header("Set-Cookie").contains(CLEARED));
        assertTrue(answer.header("Set-Cookie").stream().anyMatch(c -> c.startsWith("__Host-curfew-logout=")));
        assertFalse(answer.header("Set-Cookie").contains(WIKI_CLEARED), "another session space is not touched");
        assertTrue(world.live.isEmpty());
    }

    @Test
    void aScriptGetsTheUrlInJson() {
        script();
        signIn(orders, ordersId);

        Answer answer = signOut().onRoute(post(cookie("__Host-curfew", ordersId)), orders);

        assertEquals(200, answer.status());
        assertEquals(List.of("application/json"), answer.header("Content-Type"));
        assertEquals(List.of("no-store"), answer.header("Cache-Control"));
        assertTrue(
                answer.body()
                        .matches(
                                "\\{\"signed_out\":true,\"sessions_ended\":1,\"end_session_url\":\"https://id[^\"]*\"}"),
                answer.body());
        assertTrue(answer.header("Set-Cookie").contains(CLEARED));
    }

    @Test
    void aScriptIsNotToldOfAnEndSessionUrlThatIsNotThere() {
        script();
        world.endSessionEndpoint = () -> null;

        Answer answer = signOut().onRoute(post(), orders);

        assertTrue(
                answer.body()
                        .startsWith("{\"signed_out\":true,\"sessions_ended\":0,\"logged_out_url\":\"https://apps."),
                answer.body());
    }

    @Test
    void overHttpTheCookieIsClearedAsItWasSet() {
        world.publicUrl = new PublicUrl(URI.create("http://localhost:9080"));
        headers.put("Origin", "http://localhost:9080");
        Route route = new RouteBuilder().path("/orders").cookieName("curfew").build();

        Answer answer = new SignOut(
                        world.logout(),
                        world.trail,
                        (cookies, routes) -> List.of(),
                        world.pending(),
                        List.of(route),
                        world.publicUrl)
                .onRoute(post(), route);

        assertTrue(answer.header("Set-Cookie").contains("curfew=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"));
    }

    @Test
    void aForeignSiteTouchesNothing() {
        signIn(orders, ordersId);
        for (String kind : List.of("navigation", "script")) {
            headers.clear();
            if (kind.equals("navigation")) {
                navigation();
            } else {
                script();
            }
            headers.put("Origin", "https://evil.example.com");
            headers.put("Sec-Fetch-Site", "cross-site");
            for (Answer answer : List.of(
                    signOut().onRoute(post(cookie("__Host-curfew", ordersId)), orders),
                    signOut().everywhere(post(cookie("__Host-curfew", ordersId))))) {
                assertEquals(403, answer.status());
                assertEquals(List.of(), answer.header("Set-Cookie"));
                assertEquals(List.of(), answer.header("Location"));
                assertTrue(answer.body().contains("/gate/oidc/logout"), "a way on");
                assertEquals(
                        List.of(kind.equals("navigation") ? "text/html;charset=UTF-8" : "application/problem+json"),
                        answer.header("Content-Type"));
            }
        }
        assertEquals(List.of(), world.steps);
        assertEquals(1, world.live.size());
    }

    @Test
    void everywhereEndsEverySessionOfTheBrowser() {
        navigation();
        signIn(wiki, wikiId);
        signIn(orders, ordersId);

        Answer answer = signOut().everywhere(post(cookie("__Host-wiki", wikiId), cookie("__Host-curfew", ordersId)));

        assertTrue(world.live.isEmpty());
        assertTrue(answer.header("Location").get(0).contains("client_id=gateway"), "the first route's provider");
        assertTrue(answer.header("Set-Cookie").containsAll(List.of(CLEARED, WIKI_CLEARED)));
    }

    @Test
    void everywhereWithoutASessionSignsOutAtTheFirstProvider() {
        navigation();

        Answer answer = signOut().everywhere(post());

        assertEquals(303, answer.status());
        assertTrue(answer.header("Location").get(0).startsWith(World.END_SESSION + "?client_id=gateway&"));
    }

    @Test
    void everywhereTheSessionThatIsThereLeads() {
        navigation();
        signIn(wiki, wikiId);

        Answer answer = signOut().everywhere(post(cookie("__Host-wiki", wikiId)));

        assertTrue(answer.header("Location").get(0).contains("client_id=wiki"));
    }

    @Test
    void whenTheStoreIsDownTheAnswerSaysSoAndTheBrowserForgets() {
        navigation();
        RoutedSession session = signIn(orders, ordersId);
        world.unreachable.add(session.session());

        Answer answer = signOut().onRoute(post(cookie("__Host-curfew", ordersId)), orders);

        assertEquals(503, answer.status());
        assertEquals(List.of("5"), answer.header("Retry-After"));
        assertEquals(List.of(), answer.header("Location"));
        assertTrue(answer.header("Set-Cookie").contains(CLEARED));
        assertTrue(answer.body().contains("<form method=\"post\" action=\"/gate/oidc/logout\">"));
        assertFalse(answer.body().contains("You are signed out<"));
    }

    @Test
    void tryingAgainEndsWhatWasLeft() {
        navigation();
        RoutedSession session = signIn(orders, ordersId);
        world.unreachable.add(session.session());
        Answer first = signOut().onRoute(post(cookie("__Host-curfew", ordersId)), orders);

        Answer stillDown = signOut().everywhere(post(pendingOf(first)));
        assertEquals(503, stillDown.status());
        assertEquals(1, world.live.size());

        world.unreachable.clear();
        Answer again = signOut().everywhere(post(pendingOf(stillDown)));
        assertEquals(303, again.status());
        assertTrue(world.live.isEmpty());
        assertTrue(again.header("Location").get(0).contains("id_token_hint="));
        assertTrue(
                again.header("Set-Cookie").contains(PENDING + "=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax"));
    }

    @Test
    void theRoutesOwnButtonEndsWhatWasLeft() {
        navigation();
        signIn(orders, ordersId);
        storeDown = true;
        Answer first = signOut().onRoute(post(cookie("__Host-curfew", ordersId)), orders);
        assertEquals(503, first.status());
        assertTrue(first.header("Set-Cookie").contains(CLEARED));
        assertEquals(1, world.live.size());

        storeDown = false;
        assertEquals(303, signOut().onRoute(post(pendingOf(first)), orders).status());
        assertTrue(world.live.isEmpty());
    }

    @Test
    void aSecondFailureForgetsNothingOfTheFirst() {
        signIn(orders, ordersId);
        signIn(wiki, wikiId);
        storeDown = true;
        Answer first = navigating().onRoute(post(cookie("__Host-curfew", ordersId)), orders);
        Answer second = signOut().onRoute(post(cookie("__Host-wiki", wikiId), pendingOf(first)), wiki);

        storeDown = false;
        signOut().everywhere(post(pendingOf(second)));

        assertTrue(world.live.isEmpty());
    }

    @Test
    void oneRoutesSuccessForgetsNothingOfAnothersFailure() {
        signIn(orders, ordersId);
        signIn(wiki, wikiId);
        storeDown = true;
        Answer first = navigating().onRoute(post(cookie("__Host-curfew", ordersId)), orders);
        storeDown = false;

        Answer second = signOut().onRoute(post(cookie("__Host-wiki", wikiId), pendingOf(first)), wiki);
        assertEquals(1, world.live.size());
        signOut().everywhere(post(pendingOf(second)));

        assertTrue(world.live.isEmpty());
    }

    @Test
    void aLookupThatFailsIsNoSignOut() {
        script();
        signIn(orders, ordersId);
        storeDown = true;

        Answer answer = signOut().everywhere(post(cookie("__Host-curfew", ordersId)));

        assertEquals(503, answer.status());
        assertEquals(List.of("application/problem+json"), answer.header("Content-Type"));
        storeDown = false;
        signOut().everywhere(post(pendingOf(answer)));
        assertTrue(world.live.isEmpty());
    }

    @Test
    void whatIsPendingIsForgottenAfterTenMinutes() {
        signIn(orders, ordersId);
        storeDown = true;
        Answer first = navigating().onRoute(post(cookie("__Host-curfew", ordersId)), orders);
        storeDown = false;

        world.clock.advance(Duration.ofMinutes(10));
        signOut().everywhere(post(pendingOf(first)));

        assertEquals(1, world.live.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "forged", "Objrvijj.forged"})
    void aForgedPendingCookieIsNothing(String value) {
        signIn(orders, ordersId);

        assertEquals(303, navigating().everywhere(post(cookie(PENDING, value))).status());
        assertEquals(1, world.live.size());
    }

    @Test
    void hostileCookiesDoNotEnterThePendingOne() {
        storeDown = true;
        Answer answer = navigating()
                .onRoute(
                        post(
                                cookie("__Host-curfew", "x\n__Host-wiki=" + wikiId),
                                cookie("__Host-curfew", "x".repeat(9000)),
                                cookie("other", ordersId)),
                        orders);

        assertEquals(List.of(), world.pending().recall(List.of(pendingOf(answer))));
    }

    @Test
    void nothingInTheRequestDecidesWhereItGoes() {
        navigation();
        headers.put("Host", "evil.example.com");
        headers.put("X-Forwarded-Host", "evil.example.com");
        headers.put("X-Forwarded-Proto", "evil");
        headers.put("Forwarded", "host=evil.example.com");
        headers.put("Referer", "https://evil.example.com/");

        for (Answer answer :
                List.of(signOut().onRoute(post(), orders), signOut().everywhere(post()))) {
            assertFalse(answer.toString().contains("evil"), answer.toString());
        }
    }

    @Test
    void theConfirmationAsksAndEndsNothing() {
        Answer answer = signOut().confirmation(post());

        assertEquals(200, answer.status());
        assertTrue(answer.body().contains("<form method=\"post\" action=\"/gate/oidc/logout\">"));
        assertFalse(answer.header("Content-Security-Policy").get(0).contains("form-action"));
        assertEquals(List.of(), answer.header("Set-Cookie"));
        assertEquals(List.of(), world.steps);
    }

    private void navigation() {
        headers.put("Sec-Fetch-Mode", "navigate");
        headers.put("Sec-Fetch-Site", "same-origin");
        headers.put("Origin", "https://apps.example.com");
    }

    private void script() {
        headers.put("Sec-Fetch-Mode", "cors");
        headers.put("Sec-Fetch-Site", "same-origin");
        headers.put("Origin", "https://apps.example.com");
    }

    private RoutedSession signIn(Route route, String id) {
        RoutedSession session = world.signIn(route, route.name());
        sessions.put(cookie(route.session().cookieName(), id), session);
        return session;
    }

    private SignOut navigating() {
        navigation();
        return signOut();
    }

    private SignOut signOut() {
        return new SignOut(
                world.logout(), world.trail, this::find, world.pending(), List.of(orders, wiki), world.publicUrl);
    }

    private List<RoutedSession> find(List<BrowserCookie> cookies, List<Route> routes) {
        if (storeDown) {
            throw new StoreUnavailableException("find", new IOException("no store"));
        }
        List<RoutedSession> found = new ArrayList<>();
        for (Route route : routes) {
            sessions.forEach((cookie, session) -> {
                if (session.route().equals(route)
                        && cookies.contains(cookie)
                        && world.live.containsKey(session.session())) {
                    found.add(session);
                }
            });
        }
        return found;
    }

    private SignOutRequest post(BrowserCookie... cookies) {
        return new SignOutRequest("POST", world.publicUrl, headers::get, List.of(cookies), SignOutArguments.NONE);
    }

    private static BrowserCookie cookie(String name, String value) {
        return new BrowserCookie(name, value);
    }

    private static BrowserCookie pendingOf(Answer answer) {
        return answer.header("Set-Cookie").stream()
                .filter(header -> header.startsWith(PENDING + "="))
                .map(header -> cookie(PENDING, header.substring(PENDING.length() + 1, header.indexOf(';'))))
                .findFirst()
                .orElseThrow();
    }
}
