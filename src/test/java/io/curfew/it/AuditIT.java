package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.TestKeys;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a node writes down of logins and logouts, and what it does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RECEIPT = "Curfew-Receipt";

    /** Everything that opens something and was used. */
    private final Set<String> secrets = new LinkedHashSet<>(List.of("a secret of the integration tests alone"));

    private Path file;
    private Scene scene;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        file = directory.resolve("audit.jsonl");
        scene = Scene.start(config -> config.with("curfew.audit_log", file.toString())
                .with("curfew.logout_uri_suffix", "/logout")
                .with("curfew.session_limit", "1")
                .with("curfew.session_limit_action", "evict_oldest"));
        scene.provider().signIns().changeAnswers(members -> {
            for (String name : List.of("access_token", "refresh_token", "id_token")) {
                if (members.get(name) instanceof String token) {
                    secrets.add(token);
                }
            }
            return members;
        });
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    /** And waits for its line. */
    private BrowserSession signIn(String subject) {
        long before = logins(subject);
        BrowserSession browser = scene.signIn(subject, "sid of " + subject);
        secrets.add(Scene.sessionCookie(browser));
        assertTrue(Waiting.until(() -> logins(subject) > before, LIMIT), "no line of the login");
        return browser;
    }

    private long logins(String subject) {
        return all().stream()
                .filter(line -> words(line).equals("login - done " + subject + " -"))
                .count();
    }

    private HttpResponse<String> post(String logoutToken) {
        secrets.add(logoutToken);
        return scene.post(logoutToken);
    }

    private static String receipt(HttpResponse<String> answer) {
        return answer.headers().firstValue(RECEIPT).orElse("none");
    }

    /** The lines that the file gets by this, when there are as many. */
    private List<JsonNode> lines(int many, Runnable doing) throws IOException {
        int before = all().size();
        doing.run();
        assertTrue(Waiting.until(() -> all().size() >= before + many, LIMIT), () -> "lines: " + all());
        List<JsonNode> lines = all().subList(before, all().size());
        assertEquals(many, lines.size(), lines::toString);
        return lines;
    }

    private List<JsonNode> all() {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().map(AuditIT::read).toList()
                    : List.of();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException(line, e);
        }
    }

    private static String words(JsonNode line) {
        return String.join(
                " ",
                Stream.of("event", "how", "outcome", "subject", "sessions")
                        .map(name -> line.path(name).asText("-"))
                        .map(text -> text.isEmpty() ? "-" : text)
                        .toList());
    }

    private void requireLines(List<JsonNode> lines, String... expected) {
        assertEquals(Arrays.asList(expected), lines.stream().map(AuditIT::words).toList());
        for (JsonNode line : lines) {
            assertEquals("127.0.0.1", line.path("address").asText("127.0.0.1"), line::toString);
            assertEquals("alone", line.path("node").asText(), line::toString);
            assertTrue(line.path("receipt").asText().matches("[A-Za-z0-9_-]{22}"), line::toString);
        }
    }

    @Test
    void aSignOutHasOneReceiptInHeaderPageAndLine() throws IOException {
        BrowserSession[] browser = new BrowserSession[1];
        requireLines(lines(1, () -> browser[0] = signIn("alice")), "login - done alice -");
        Answer[] end = new Answer[1];
        List<JsonNode> lines = lines(1, () -> end[0] = browser[0].post(scene.url("/orders/logout"), Map.of()));
        requireLines(lines, "logout user done alice 1");
        String receipt = lines.get(0).path("receipt").asText();

        assertEquals(200, end[0].status());
        assertTrue(end[0].body().contains("Receipt: " + receipt), end[0]::toString);
        assertEquals(receipt, end[0].header(RECEIPT));
        assertEquals(
                receipt,
                end[0].trail().get(0).headers().firstValue(RECEIPT).orElse("none"),
                "of the redirect to the provider");
        assertEquals("orders", lines.get(0).path("route").asText());
        assertEquals("gateway", lines.get(0).path("client_id").asText());
        assertEquals("sid of alice", lines.get(0).path("sid").asText());
        Stream.of(end[0].passed(scene.provider().issuer()).getQuery().split("&"))
                .filter(pair -> pair.startsWith("state="))
                .forEach(pair -> secrets.add(pair.substring("state=".length())));
    }

    @Test
    void logoutTokensAreToldByWhatBecomesOfThem() throws IOException {
        signIn("bob");
        String token = scene.logoutToken("bob", "sid of bob").build();
        HttpResponse<?>[] answers = new HttpResponse<?>[3];
        List<JsonNode> lines = lines(3, () -> {
            answers[0] = post(token);
            answers[1] = post(token);
            answers[2] = post(scene.logoutToken("bob", "sid of bob")
                    .key(TestKeys.rsa(scene.provider().keys().current().getKeyID()))
                    .build());
        });

        requireLines(
                lines,
                "logout provider done bob 1",
                "logout_refused provider replayed - -",
                "logout_refused provider signature_invalid - -");
        List<Integer> statuses =
                Arrays.stream(answers).map(HttpResponse::statusCode).toList();
        assertEquals(List.of(200, 400, 400), statuses);
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    lines.get(i).path("receipt").asText(),
                    answers[i].headers().firstValue(RECEIPT).orElse("none"));
            assertEquals(scene.provider().issuer(), lines.get(i).path("issuer").asText());
        }
    }

    @Test
    void aFrontChannelLogoutIsTold() throws IOException {
        signIn("carol");
        String url =
                scene.url("/oidc/frontchannel-logout?iss=" + scene.provider().issuer() + "&sid=sid%20of%20carol");
        String[] receipt = new String[1];
        List<JsonNode> lines = lines(
                1,
                () -> receipt[0] = receipt(
                        scene.send(HttpRequest.newBuilder(URI.create(url)).GET())));

        requireLines(lines, "logout front_channel done - 1");
        assertEquals(receipt[0], lines.get(0).path("receipt").asText());
    }

    @Test
    void whatALoginEndsIsToldBeforeIt() throws IOException {
        BrowserSession browser = signIn("dave");
        requireLines(lines(2, () -> signIn("dave")), "logout limit done dave 1", "login - done dave -");
        BrowserSession second = signIn("erin");
        scene.provider().signIns().user("frank", "sid of frank");
        requireLines(
                lines(2, () -> second.get(scene.url("/oidc/login?return_to=/orders/"))),
                "logout replaced done erin 1",
                "login - done frank -");
        secrets.add(Scene.sessionCookie(second));
        assertEquals(401, scene.status(Scene.sessionCookie(browser)), "control");
    }

    @Test
    void aRequestThatNobodyWaitsForIsALoginRefused() throws IOException {
        requireLines(
                lines(1, () -> new BrowserSession().get(scene.url("/oidc/callback?code=stolen&state=made-up"))),
                "login_refused - not_waited_for - -");
    }

    @Test
    void aRequestWithALiveSessionTellsNothing() {
        BrowserSession browser = signIn("grace");
        int before = all().size();
        for (int i = 0; i < 20; i++) {
            assertEquals(200, browser.get(scene.url("/orders/")).status());
        }
        signIn("heidi");
        assertEquals(before + 1, all().size());
    }

    /** Also in the server's log, which does not even learn who it was. */
    @Test
    void nothingThatOpensAnythingIsWrittenDown() throws IOException {
        BrowserSession browser = signIn("ivan");
        List<JsonNode> lines = lines(2, () -> {
            browser.post(scene.url("/orders/logout"), Map.of());
            post(scene.logoutToken("ivan", "sid of ivan").build());
        });
        requireLines(lines, "logout user done ivan 1", "logout provider done ivan 0");
        String receipt = lines.get(1).path("receipt").asText();
        assertTrue(Waiting.until(() -> scene.node().logText().contains(receipt), LIMIT), "control: the server's log");

        String written = Files.readString(file);
        String log = scene.node().everythingWritten();
        assertTrue(secrets.size() > 5, secrets::toString);
        for (String secret : secrets) {
            assertFalse(written.contains(secret), secret);
            assertFalse(log.contains(secret), secret);
        }
        assertTrue(written.contains("\"ivan\""), "control");
        assertFalse(log.contains("ivan"), "who it was");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
