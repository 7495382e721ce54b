package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.FormBody;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a provider's iframe does here, without any cookie, and what everybody else's does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontChannelIT {
    private Scene scene;

    @BeforeAll
    void start() throws IOException {
        scene = Scene.start(config -> config.with("curfew.logout_revoke", "true")
                .with("curfew.logout_uri_suffix", "/logout")
                .withRoute("wiki", "/wiki", "http://127.0.0.1:9")
                .with("curfew.route.wiki.issuer", "http://127.0.0.1:9/another"));
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    @Test
    void endsExactlyTheSessionThatIsNamedAndRevokesNothing() {
        String sid = UUID.randomUUID().toString();
        String alice = session("alice", sid);
        String otherBrowser = session("alice", UUID.randomUUID().toString());
        String bob = session("bob", UUID.randomUUID().toString());
        int revocations = scene.provider().requests(TestProvider.REVOKE);

        requireSaid(frame("?iss=" + issuer() + "&sid=" + sid));

        assertEquals(401, scene.status(alice));
        assertEquals(200, scene.status(otherBrowser));
        assertEquals(200, scene.status(bob));
        assertEquals(revocations, scene.provider().requests(TestProvider.REVOKE));
        requireSaid(frame("?iss=" + issuer() + "&sid=" + sid));
    }

    @Test
    void otherParametersMayStandBeside() {
        String sid = UUID.randomUUID().toString();
        String alice = session("alice", sid);

        requireSaid(frame("?a=b&sid=" + sid + "&iss=" + issuer() + "&c"));

        assertEquals(401, scene.status(alice));
    }

    @Test
    void whatIsMissingRepeatedOrUnknownDoesNothing() {
        String sid = UUID.randomUUID().toString();
        String alice = session("alice", sid);
        for (String query : List.of(
                "",
                "?",
                "?iss=" + issuer(),
                "?sid=" + sid,
                "?iss=&sid=" + sid,
                "?iss=" + issuer() + "&sid=",
                "?iss=" + issuer() + "&sid=" + sid + "&sid=" + sid,
                "?iss=" + issuer() + "&sid=" + sid + "&sid=other",
                "?iss=" + issuer() + "&iss=" + issuer() + "&sid=" + sid,
                "?iss=" + issuer() + "&iss=https%3A%2F%2Fevil.example&sid=" + sid,
                "?iss=https%3A%2F%2Fevil.example&sid=" + sid,
                "?iss=" + issuer() + "%2F&sid=" + sid,
                "?iss=" + encoded("http://127.0.0.1:9/another") + "&sid=" + sid,
                "?iss=" + issuer() + "&sid=" + sid + "%20",
                "?iss=" + issuer() + "&sid=" + sid + "%00",
                "?iss=" + issuer() + "&sid=" + sid.toUpperCase(Locale.ROOT),
                "?iss=" + issuer() + "&sid=" + sid + "x".repeat(600),
                "?iss=" + issuer() + "&sid=alice",
                "?ISS=" + issuer() + "&SID=" + sid)) {
            HttpResponse<String> answer = frame(query);
            assertTrue(answer.statusCode() == 200 || answer.statusCode() == 400, query);
            assertEquals(Optional.of("no-store"), answer.headers().firstValue("Cache-Control"), query);
            assertEquals(200, scene.status(alice), query);
        }
        requireSaid(frame("?iss=" + issuer() + "&sid=" + sid));
        assertEquals(401, scene.status(alice), "control");
    }

    @Test
    void onlyAGetDoesIt() {
        String sid = UUID.randomUUID().toString();
        String alice = session("alice", sid);
        String url = scene.url("/oidc/frontchannel-logout?iss=" + issuer() + "&sid=" + sid);
        for (String method : List.of("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
            HttpResponse<String> answer = scene.send(
                    HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.noBody()));
            assertTrue(answer.statusCode() == 405 || answer.statusCode() == 200, method + " " + answer.statusCode());
            assertEquals(Optional.of("no-store"), answer.headers().firstValue("Cache-Control"), method);
            assertEquals(200, scene.status(alice), method);
        }
    }

    /** The answer says nothing of whether there was a session, and only the provider's pages may frame it. */
    @Test
    void theAnswerIsTheSameForEverybody() {
        String sid = UUID.randomUUID().toString();
        session("alice", sid);
        HttpResponse<String> ended = frame("?iss=" + issuer() + "&sid=" + sid);
        HttpResponse<String> guessed = frame("?iss=" + issuer() + "&sid=" + UUID.randomUUID());

        assertEquals(ended.body(), guessed.body());
        assertEquals(
                Optional.of("default-src 'none'; frame-ancestors "
                        + scene.provider().issuer()),
                ended.headers().firstValue("Content-Security-Policy"));
        for (String name :
                List.of("Content-Security-Policy", "Content-Type", "Cache-Control", "Set-Cookie", "Referrer-Policy")) {
            assertEquals(ended.headers().allValues(name), guessed.headers().allValues(name), name);
        }
        assertEquals(List.of(), ended.headers().allValues("Set-Cookie"));
        assertEquals(
                Optional.of("default-src 'none'; frame-ancestors 'none'"),
                frame("?iss=https%3A%2F%2Fevil.example&sid=x").headers().firstValue("Content-Security-Policy"));
    }

    @Test
    void guessesMakeNothingGrow() {
        String alice = session("alice", UUID.randomUUID().toString());
        for (int i = 0; i < 200; i++) {
            requireSaid(frame("?iss=" + issuer() + "&sid=" + UUID.randomUUID()));
        }
        assertEquals(200, scene.status(alice));
    }

    private void requireSaid(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("has ended here, if there was one."), answer.body());
        assertEquals(Optional.of("no-store"), answer.headers().firstValue("Cache-Control"));
        assertEquals(Optional.empty(), answer.headers().firstValue("X-Frame-Options"));
    }

    private String session(String subject, String sid) {
        String cookie = Scene.sessionCookie(scene.signIn(subject, sid));
        assertEquals(200, scene.status(cookie));
        return cookie;
    }

    /** As it comes from an iframe of another site, without cookies. */
    private HttpResponse<String> frame(String query) {
        return scene.send(HttpRequest.newBuilder(URI.create(scene.url("/oidc/frontchannel-logout" + query)))
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "iframe"));
    }

    private String issuer() {
        return encoded(scene.provider().issuer());
    }

    private static String encoded(String text) {
        return FormBody.encode(text);
    }
}
