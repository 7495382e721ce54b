package io.curfew.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import io.curfew.page.Answer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The attack: a link to our own sign-out that ends at the attacker's page. Queries are as a browser sends them. */
class OpenRedirectAtLogoutTest {
    private static final String BYE = "https://www.example.com/bye";
    private static final String GOOD = "https://good.example.com/";
    private static final Map<String, String> OWN =
            Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Site", "same-origin", "Origin", "https://apps.example.com");

    private final World world = new World();
    private final Route route = new RouteBuilder().redirectUri(BYE, GOOD).build();

    @Test
    void aListedPlaceIsReached() {
        assertEquals(List.of(GOOD), location("return_to=https%3A%2F%2Fgood.example.com%2F"));
        assertEquals(List.of(GOOD), location("return_to=https://good.example.com/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return_to=//evil.example",
                "return_to=///evil.example",
                "return_to=/%5Cevil.example",
                "return_to=/\\evil.example",
                "return_to=%5C%5Cevil.example",
                "return_to=/%09/evil.example",
                "return_to=%09//evil.example",
                "return_to=%0A//evil.example",
                "return_to=https:evil.example",
                "return_to=https:/evil.example",
                "return_to=https:%5C%5Cevil.example",
                "return_to=https://good.example.com@evil.example/",
                "return_to=https://good.example.com%5C@evil.example/",
                "return_to=https://good.example.com%00.evil.example/",
                "return_to=https://good.example.com.evil.example/",
                "return_to=https://evil-good.example.com/",
                "return_to=https://evil.example/https://good.example.com/",
                "return_to=https://good.example.com/%0D%0ALocation:%20https://evil.example",
                "return_to=https://[::1]/",
                "return_to=//[::ffff:7f00:1]/",
                "return_to=https://evil%E3%80%82example/",
                "return_to=https://good%EF%BC%8Eexample.com/",
                "return_to=/%EF%BC%8Fevil.example",
                "return_to=javascript:alert(1)",
                "return_to=data:text/html,x",
                "return_to=https://good.example.com/&return_to=https://evil.example/",
                "return_to=https://evil.example/&return_to=https://good.example.com/",
                "return%5Fto=https://evil.example/",
                "RETURN_TO=https://evil.example/",
                "logout=https://evil.example/",
                "post_logout_redirect_uri=https://evil.example/",
                "redirect_uri=https://evil.example/",
                "rd=https://evil.example/",
                "returnTo=//evil.example",
                "state=https://evil.example/",
                "return_to=%zz",
                "return_to"
            })
    void anythingElseLeadsWhereTheConfigurationSays(String query) {
        assertEquals(List.of(BYE), location(query));
    }

    /** A provider must not be told to lead there either. */
    @ParameterizedTest
    @ValueSource(strings = {"return_to=//evil.example", "return_to=https://good.example.com@evil.example/"})
    void theProviderIsToldNoOtherPlaceThanOurs(String query) {
        Answer answer = signOut(query);
        URI target = URI.create(answer.header("Location").get(0));
        assertTrue(target.toString().startsWith(World.END_SESSION + "?"), target.toString());
        assertTrue(
                target.getQuery().contains("post_logout_redirect_uri=https://apps.example.com/gate/oidc/logged-out"),
                target.toString());
        assertTrue(!answer.toString().contains("evil"), answer.toString());
    }

    /** The page after a sign-out goes nowhere by what its URL says. */
    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example", "AAAAAAAA.https://evil.example"})
    void aStateThatIsAUrlLeadsNowhere(@Nullable String state) {
        Answer answer = new LoggedOut(world.states(), world.publicUrl).answer(state, List.of());
        assertEquals(200, answer.status());
        assertEquals(List.of(), answer.header("Location"));
        assertTrue(!answer.toString().contains("evil"), answer.toString());
    }

    private List<String> location(String query) {
        world.endSessionEndpoint = () -> null;
        return signOut(query).header("Location");
    }

    private Answer signOut(String query) {
        SignOut signOut = new SignOut(
                world.logout(),
                world.trail,
                (cookies, routes) -> List.of(),
                world.pending(),
                List.of(route),
                world.publicUrl);
        return signOut.everywhere(
                new SignOutRequest("POST", world.publicUrl, OWN::get, List.of(), SignOutArguments.of(query)));
    }
}
