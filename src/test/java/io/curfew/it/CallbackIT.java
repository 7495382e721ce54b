package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for the login's own paths that no browser of ours would send, and two that it would send at the same moment. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallbackIT {
    private Scene scene;

    @BeforeAll
    void start() throws IOException {
        scene = Scene.start(config -> config);
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oidc/callback", "/oidc/login", "/orders/"})
    void aBodyThatIsAnnouncedAndNeverSentCostsNothing(String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), scene.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n"
                            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2000000000\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String status = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
            assertEquals(path.equals("/orders/") ? "HTTP/1.1 303" : "HTTP/1.1 405", status);
        }
    }

    @Test
    void tabsThatAreRestoredAtTheSameMomentAllGetIn() {
        scene.provider().signIns().user("alice", "sid-tabs");
        List<HttpResponse<String>> starts =
                List.of(navigate("/orders/one", ""), navigate("/orders/two", ""), navigate("/orders/three", ""));
        String cookies = starts.stream()
                .flatMap(start -> start.headers().allValues("Set-Cookie").stream())
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .collect(Collectors.joining("; "));

        List<String> targets = starts.stream()
                .map(start -> navigate(authorized(start), cookies))
                .map(answer -> answer.headers().firstValue("Location").orElse("no way on: " + answer.statusCode()))
                .toList();

        assertEquals(List.of(scene.url("/orders/one"), scene.url("/orders/two"), scene.url("/orders/three")), targets);
    }

    @Test
    void anAnswerThatNamesAnotherIssuerIsRefusedBeforeItsCodeIsSentAnywhere() {
        int before = scene.provider().requests(TestProvider.TOKEN);
        HttpResponse<String> start = navigate("/orders/", "");
        String cookie = start.headers().firstValue("Set-Cookie").orElseThrow();

        HttpResponse<String> answer = navigate(
                authorized(start) + "&iss=https%3A%2F%2Fevil.example", cookie.substring(0, cookie.indexOf(';')));

        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("Try again"));
        assertEquals(before, scene.provider().requests(TestProvider.TOKEN));
    }

    @Test
    void aBrowserThatGaveUpOnManyLoginsLosesTheirCookies() {
        String many = IntStream.range(0, 10)
                .mapToObj(i -> "curfew-login-0000000" + i + "=x")
                .collect(Collectors.joining("; "));

        List<String> set = navigate("/orders/", many).headers().allValues("Set-Cookie");

        assertEquals(
                10, set.stream().filter(cookie -> cookie.contains("Max-Age=0")).count());
        assertEquals(
                1, set.stream().filter(cookie -> cookie.contains("Max-Age=600")).count());
    }

    /** The callback path to which the provider sends the browser. */
    private String authorized(HttpResponse<String> start) {
        URI authorize = URI.create(start.headers().firstValue("Location").orElseThrow());
        URI callback = URI.create(scene.send(HttpRequest.newBuilder(authorize))
                .headers()
                .firstValue("Location")
                .orElseThrow());
        return callback.getRawPath() + "?" + callback.getRawQuery();
    }

    private HttpResponse<String> navigate(String path, String cookies) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(scene.url(path))).header("Accept", "text/html");
        return scene.send(cookies.isEmpty() ? request : request.header("Cookie", cookies));
    }
}
