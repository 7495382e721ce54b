package io.curfew.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import io.curfew.page.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing out where a route names hosts. */
class SignOutAtHostTest {
    private final World world = new World();
    private final Route shop =
            new RouteBuilder().path("/shop").hosts("a.example.com").build();
    private final Route wiki = new RouteBuilder()
            .path("/wiki")
            .client("wiki")
            .cookieName("__Host-wiki")
            .hosts("b.example.com")
            .build();

    private Answer signOut(PublicUrl at, String origin) {
        return new SignOut(
                        world.logout(),
                        world.trail,
                        (cookies, routes) -> List.of(),
                        world.pending(),
                        List.of(shop, wiki),
                        world.publicUrl)
                .everywhere(new SignOutRequest(
                        "POST",
                        at,
                        Map.of("Origin", origin, "Accept", "text/html")::get,
                        List.of(),
                        SignOutArguments.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "a.example.com,gateway,https%3A%2F%2Fa.example.com%2Fgate%2Foidc%2Flogged-out",
        "b.example.com,wiki,https%3A%2F%2Fb.example.com%2Fgate%2Foidc%2Flogged-out",
        "other.example.com,gateway,https%3A%2F%2Fother.example.com%2Fgate%2Foidc%2Flogged-out",
    })
    void theBrowserIsSentToTheProviderOfTheHostAndComesBackThere(String host, String client, String back) {
        Answer answer = signOut(world.publicUrl.at(host), "https://" + host);

        assertEquals(303, answer.status());
        String location = answer.header("Location").get(0);
        assertTrue(location.contains("&post_logout_redirect_uri=" + back + "&"), location);
        assertTrue(location.contains("client_id=" + client + "&"), location);
    }

    @Test
    void pagesOfAnotherHostSignNobodyOut() {
        PublicUrl at = world.publicUrl.at("a.example.com");
        assertEquals(403, signOut(at, "https://b.example.com").status());
        assertEquals(403, signOut(at, world.publicUrl.origin()).status());
        assertEquals(303, signOut(at, "https://a.example.com").status(), "control");
    }
}
