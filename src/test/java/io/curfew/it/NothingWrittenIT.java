package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.FormBody;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever fails, no secret, code, cookie or token is in anything that the node writes, the container's own files included. */
class NothingWrittenIT {
    private static final String SECRET = "secret-" + UUID.randomUUID();

    private static final String COOKIE = "curfew-silent";

    private final List<String> secrets = new ArrayList<>(List.of(SECRET));

    @Test
    void ofLoginsThatFailAndLoginsThatDoNot() throws IOException {
        try (Scene scene = Scene.start(config -> config.withRoute("silent", "/silent", "http://127.0.0.1:1")
                .with("curfew.route.silent.client_id", "silent")
                .with("curfew.route.silent.client_secret", SECRET)
                .with("curfew.route.silent.session_cookie_name", COOKIE)
                .with("curfew.route.silent.timeout", "4000"))) {
            TestProvider provider = scene.provider();
            provider.signIns().client("silent", SECRET);
            // what is first takes longer
            provider.keys().current();
            scene.signIn("warm-up", "sid-of-warm-up");

            provider.answering(TestProvider.TOKEN, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"\"}");
            logIn(scene);
            provider.answering(TestProvider.TOKEN, 500, "no");
            logIn(scene);
            provider.answering(TestProvider.TOKEN, 200, "<html>");
            logIn(scene);
            provider.instead(TestProvider.TOKEN, HttpExchange::close);
            logIn(scene);
            provider.hanging(TestProvider.TOKEN);
            logIn(scene);
            provider.usual(TestProvider.TOKEN);
            provider.signIns().changeIdTokens(claims -> {
                claims.put("aud", "somebody-else");
                return claims;
            });
            logIn(scene);
            provider.signIns().changeIdTokens(claims -> claims);
            BrowserSession browser = logIn(scene);
            secrets.add(Objects.requireNonNull(browser.cookies().find(COOKIE)).value());

            String good = scene.logoutToken("alice", "sid-1").build();
            secrets.add(good.substring(good.lastIndexOf('.') + 1));
            scene.post(good);
            scene.post(good);
            scene.postBody(FormBody.TYPE, "logout_token=" + good.substring(0, good.length() - 4) + "AAAA");

            String written = scene.node().everythingWritten();
            assertTrue(written.contains("Logout token carried out"), "what the node writes was found");
            for (String secret : secrets) {
                int at = written.indexOf(secret);
                assertFalse(
                        at >= 0,
                        () -> "a secret stands in: …"
                                + written.substring(Math.max(0, at - 300), Math.min(written.length(), at + 100)));
            }
        }
    }

    private BrowserSession logIn(Scene scene) {
        BrowserSession browser = new BrowserSession();
        Answer start = browser.getWithoutRedirect(scene.url("/silent/"));
        Answer authorize = browser.getWithoutRedirect(start.header("Location"));
        URI callback = URI.create(authorize.header("Location"));
        secrets.add(callback.getQuery().replaceAll(".*\\bcode=([^&]+).*", "$1"));
        browser.getWithoutRedirect(callback.toString());
        return browser;
    }
}
