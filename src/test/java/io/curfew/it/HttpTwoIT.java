package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.AnyCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A packaged node that clients ask for HTTP/2: it speaks HTTP/1.1 with all of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpTwoIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .sslContext(AnyCertificate.context())
            .connectTimeout(LIMIT)
            .build();
    private Scene scene;
    private String cookie;

    @BeforeAll
    void start() throws IOException {
        scene = Scene.start(config -> config);
        cookie = Scene.SESSION_COOKIE + "=" + Scene.sessionCookie(scene.signIn("alice", "sid-alice"));
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    private int httpsPort() {
        return scene.node().config().httpsPort();
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(LIMIT)
                .header("Cookie", cookie)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void byTlsItIsNotOffered() throws IOException {
        try (SSLSocket socket =
                (SSLSocket) AnyCertificate.context().getSocketFactory().createSocket("localhost", httpsPort())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
            socket.startHandshake();

            assertFalse(socket.getApplicationProtocol().equals("h2"), socket.getApplicationProtocol());
        }
    }

    @Test
    void aBrowserThatCouldSpeakItIsServedAllTheSame() throws IOException, InterruptedException {
        HttpResponse<String> answer = get("https://localhost:" + httpsPort() + "/orders/");

        assertEquals(200, answer.statusCode());
        assertEquals(HttpClient.Version.HTTP_1_1, answer.version());
    }

    @Test
    void anUpgradeWithoutTlsIsNotTaken() throws IOException, InterruptedException {
        HttpResponse<String> answer = get(scene.url("/orders/"));

        assertEquals(200, answer.statusCode());
        assertEquals(HttpClient.Version.HTTP_1_1, answer.version());
        assertTrue(scene.upstream().heads().stream().noneMatch(head -> head.contains("h2c")));
    }

    @Test
    void theFirstBytesOfHttpTwoAreARequestForNoRoute() throws IOException {
        Wire.Reply reply = Wire.send(scene.port(), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");

        assertTrue(reply.raw().startsWith("HTTP/2.0 404 "), reply::raw);
    }
}
