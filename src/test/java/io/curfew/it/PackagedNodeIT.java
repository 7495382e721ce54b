package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.BuildDirectory;
import io.curfew.ground.Cookie;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.GatewayNode;
import io.curfew.ground.ServerProcess;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code java -jar curfew.jar}: one node told by its environment and reached by http, one told by a file and reached by https. */
class PackagedNodeIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String SECRET = "session-secret-of-more-than-32-letters";
    private static final List<AutoCloseable> RUNNING = new ArrayList<>();

    private static TestProvider provider;
    private static GreetingUpstream upstream;
    private static GatewayNode plain;
    private static GatewayNode encrypted;

    @BeforeAll
    static void start() {
        provider = TestProvider.start();
        RUNNING.add(provider);
        upstream = GreetingUpstream.start();
        RUNNING.add(upstream);
        plain = GatewayNode.launch(toldByEnvironment());
        RUNNING.add(plain);
        encrypted = GatewayNode.launch(toldByFile());
        RUNNING.add(encrypted);
        plain.awaitReady();
        encrypted.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        Collections.reverse(RUNNING);
        for (AutoCloseable running : RUNNING) {
            running.close();
        }
    }

    /** The file and the environment hold values that a source above them corrects: nobody could sign in otherwise. */
    private static GatewayConfig toldByEnvironment() {
        GatewayConfig fresh = GatewayConfig.onFreePorts();
        return fresh.with("curfew.issuer", "http://127.0.0.1:1/of-the-file")
                .withEnvironment("CURFEW_ISSUER", provider.issuer())
                .withEnvironment("CURFEW_CLIENT_ID", "of-the-environment")
                .withEnvironment("JVM_ARGS", "-Dcurfew.client_id=gateway")
                .withEnvironment("CURFEW_CLIENT_SECRET", "secret")
                .withEnvironment("CURFEW_ROUTE_ORDERS_PATH", "/orders")
                .withEnvironment("CURFEW_ROUTE_ORDERS_UPSTREAM", upstream.url())
                .withEnvironment("CURFEW_ROUTE_ORDERS_LOGOUT_URI_SUFFIX", "/logout");
    }

    private static GatewayConfig toldByFile() {
        GatewayConfig fresh = valid(GatewayConfig.onFreePorts());
        return fresh.with("curfew.public_url", "https://localhost:" + fresh.httpsPort())
                .with("curfew.session_secret", SECRET);
    }

    private static GatewayConfig valid(GatewayConfig config) {
        return config.with("curfew.issuer", provider.issuer())
                .with("curfew.client_id", "gateway")
                .with("curfew.client_secret", "secret")
                .with("curfew.logout_uri_suffix", "/logout")
                .withRoute("orders", "/orders", upstream.url());
    }

    @Test
    void itSaysThatItIsUp() {
        for (String probe : List.of("started", "live", "ready")) {
            Answer answer = new BrowserSession().fetch(plain.url("/health/" + probe));
            assertEquals(200, answer.status(), probe);
            assertTrue(answer.body().contains("\"status\":\"UP\""), answer::body);
        }
    }

    @Test
    void theConsoleTellsWhatIsOpenAndNoSecret() {
        String console = new String(encrypted.logText().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        assertTrue(console.contains("is open at " + encrypted.url("/")), console);
        assertTrue(console.contains("Logins at " + provider.issuer() + " as gateway"), console);
        assertTrue(console.contains("Route orders: /orders → " + upstream.url()), console);
        assertFalse(console.contains(SECRET));
        assertFalse(console.contains("keystore_password="));
    }

    @Test
    void aGeneratedSessionSecretIsTold() {
        String sentence = "session_secret is not set: one was generated for this start.";
        assertTrue(plain.logText().contains(sentence), plain::logText);
        assertFalse(encrypted.logText().contains(sentence), "control: it is set there");
    }

    @Test
    void environmentBeatsFileAndSystemPropertyBeatsEnvironment() {
        new GatewayWalk(plain.config().publicUrl(), provider, new BrowserSession()).goAllTheWay(new BrowserSession());
    }

    @Test
    void httpsGivesCookiesThatOnlyItsHostCanSet() {
        BrowserSession browser = BrowserSession.trustingAnyCertificate();
        GatewayWalk walk = new GatewayWalk(encrypted.config().publicUrl(), provider, browser);
        walk.signIn();
        Cookie session = browser.cookies().find("__Host-curfew");
        assertNotNull(session, () -> browser.cookies().all().toString());
        assertTrue(session.secure());
        assertEquals("/", session.path());
        assertTrue(browser.cookies().all().stream().allMatch(Cookie::secure));
        walk.signOut();
        walk.goAllTheWay(BrowserSession.trustingAnyCertificate());
    }

    @Test
    void twoNodesHaveCertificatesOfTheirOwn() {
        assertNotEquals(
                ServerCertificate.on(plain.config().httpsPort()),
                ServerCertificate.on(encrypted.config().httpsPort()));
    }

    @Test
    void theJarHoldsNoKey() throws IOException {
        Pattern secret = Pattern.compile("(?m)^\\s*(keystore_password|.*session_secret|.*client_secret)\\s*=");
        try (ZipFile jar =
                new ZipFile(BuildDirectory.path().resolve("curfew.jar").toFile())) {
            ZipEntry environment = jar.getEntry("wlp/usr/servers/curfew/server.env");
            try (InputStream content = jar.getInputStream(environment)) {
                String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
                assertFalse(secret.matcher(text).find(), text);
            }
            assertEquals(
                    List.of(),
                    jar.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.startsWith("wlp/usr/"))
                            .filter(name -> name.matches(".*(ltpa\\.keys|\\.p12|\\.jks|\\.pem)"))
                            .toList());
        }
    }

    @Test
    void askedToEndItLeavesNothing() {
        Path parent = BuildDirectory.fresh("unpacked");
        GatewayNode node = GatewayNode.start(
                valid(GatewayConfig.onFreePorts()).withEnvironment("UNPACK_DIRECTORY", parent.toString()));
        assertEquals(1, children(parent).length);
        List<ProcessHandle> server = node.launcher().descendants().toList();
        assertFalse(server.isEmpty());

        node.close();

        assertTrue(server.stream().noneMatch(ServerProcess::runs));
        assertArrayEquals(new String[0], children(parent));
        assertTrue(parent.toFile().delete());
    }

    /** SIGKILL leaves the launcher no time: the server ends by itself, and a later start removes what was unpacked. */
    @Test
    void theServerDoesNotOutliveAKilledLauncher() {
        Path parent = BuildDirectory.fresh("unpacked");
        GatewayConfig config =
                valid(GatewayConfig.onFreePorts()).withEnvironment("UNPACK_DIRECTORY", parent.toString());
        GatewayNode node = GatewayNode.start(config);
        List<ProcessHandle> server = node.launcher().descendants().toList();
        assertFalse(server.isEmpty());

        node.launcher().destroyForcibly();

        assertTrue(
                Waiting.until(() -> server.stream().noneMatch(ServerProcess::runs), LIMIT),
                "The server still runs without its launcher");
        assertEquals(1, children(parent).length, "control: there is something left to remove");
        GatewayNode next = GatewayNode.launch(config.without("curfew.issuer"));
        assertTrue(next.awaitEnd(LIMIT), next::logText);
        next.kill();
        node.kill();
        assertArrayEquals(new String[0], children(parent));
        assertTrue(parent.toFile().delete());
    }

    @Test
    void allFaultsAreOneListAndTheEnd() {
        GatewayNode node = GatewayNode.launch(valid(GatewayConfig.onFreePorts())
                .without("curfew.issuer")
                .with("curfew.leeway", "soon")
                .with("curfew.session_secret", "too-short-" + "secret")
                .with("curfew.isuer", provider.issuer()));
        assertTrue(node.awaitEnd(LIMIT), node::logText);
        String console = node.logText();
        node.kill();

        assertTrue(console.contains("Curfew does not start. The configuration has"), console);
        for (String key : List.of("curfew.isuer", "curfew.leeway", "curfew.issuer", "curfew.session_secret")) {
            assertEquals(1, count(console, "- " + key + ": "), () -> key + " in " + console);
        }
        assertEquals(0, count(console, "\tat "), console);
        assertFalse(console.contains("too-short-secret"), console);
        assertNotEquals(0, node.exitStatus());
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static String[] children(Path directory) {
        File[] files = directory.toFile().listFiles();
        return files == null
                ? new String[0]
                : List.of(files).stream().map(File::getName).toArray(String[]::new);
    }
}
