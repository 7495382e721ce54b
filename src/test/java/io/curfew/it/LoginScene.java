package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A node with a provider, one that may wake up late, and a client that has little time. */
final class LoginScene implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final TestProvider lateProvider;
    private final Scene scene;

    private LoginScene() throws IOException {
        lateProvider = TestProvider.start();
        scene = Scene.start(config -> config.withRoute("waking", "/late", "http://127.0.0.1:1")
                .with("curfew.route.waking.issuer", lateProvider.issuer())
                .withRoute("short-of-time", "/hasty", "http://127.0.0.1:1")
                .with("curfew.route.short-of-time.client_id", "hasty")
                .with("curfew.route.short-of-time.timeout", Long.toString(TIMEOUT.toMillis())));
        scene.provider().signIns().client("hasty", "secret");
        // what is first takes longer than the hasty one waits
        scene.signIn("warm-up", "sid-of-warm-up");
    }

    TestProvider lateProvider() {
        return lateProvider;
    }

    Scene scene() {
        return scene;
    }

    /** Every answer on the way: none of the container's cookies, no server error that has no page. */
    static Answer checked(Answer answer) {
        Stream.concat(answer.trail().stream().map(Answer.Hop::headers), Stream.of(answer.headers()))
                .map(HttpHeaders::map)
                .flatMap(headers -> headers.getOrDefault("set-cookie", List.of()).stream())
                .forEach(cookie -> assertTrue(cookie.startsWith("curfew"), cookie));
        assertNotEquals(500, answer.status(), answer::toString);
        return answer;
    }

    /** Whether it is one of ours that signs somebody in. */
    static boolean isSessionCookie(String name) {
        return name.startsWith("curfew") && !name.startsWith("curfew-log");
    }

    @Override
    public void close() throws IOException {
        scene.close();
        lateProvider.close();
    }

    /** Hands the one scene of a run to the tests that ask for it. */
    static final class Shared extends SharedScene<LoginScene> {
        Shared() {
            super(LoginScene.class);
        }

        @Override
        LoginScene start() throws IOException {
            return new LoginScene();
        }
    }
}
