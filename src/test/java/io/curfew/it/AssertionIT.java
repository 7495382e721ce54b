package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.curfew.assertion.AssertionKeys;
import io.curfew.config.Secret;
import io.curfew.demo.DocumentsApplication;
import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.GatewayNode;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** An application on Open Liberty that knows its users by plain MicroProfile JWT, behind a real node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AssertionIT {
    private static final String SECRET = "a secret of the integration tests alone";
    private static final String NEXT_SECRET = "the next secret of the integration tests";
    private static final String AUDIENCE = "documents";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final TestProvider provider = TestProvider.start();
    private final EchoServer echo = EchoServer.start();
    private final DocumentsApplication documents;
    private final GatewayConfig config;
    private GatewayNode node;

    AssertionIT() {
        GatewayConfig bare = GatewayConfig.onFreePorts();
        documents = DocumentsApplication.start(bare.publicUrl(), AUDIENCE);
        config = bare.with("curfew.issuer", provider.issuer())
                .with("curfew.client_id", Scene.CLIENT)
                .with("curfew.client_secret", "secret")
                .with("curfew.session_secret", SECRET)
                .withRoute(AUDIENCE, "/documents", documents.url())
                .with("curfew.route.documents.upstream_assertion_header", "Authorization:bearer")
                // what the application would be told, to be looked at
                .withRoute("echo", "/echo", echo.url())
                .with("curfew.route.echo.upstream_assertion_header", "X-Assertion")
                .with("curfew.route.echo.upstream_assertion_audience", AUDIENCE)
                .with("curfew.route.echo.anonymous_paths", "/public")
                .with("curfew.route.echo.run_on_preflight", "false");
        node = GatewayNode.start(config);
    }

    @AfterAll
    void close() {
        node.close();
        documents.close();
        echo.close();
        provider.close();
    }

    @BeforeEach
    void signsInWithGroups() {
        provider.signIns().changeIdTokens(claims -> {
            Map<String, Object> more = new HashMap<>(claims);
            more.put("groups", List.of("reader", "board"));
            return more;
        });
    }

    private BrowserSession signIn(String subject) {
        provider.signIns().user(subject, "sid-" + subject);
        BrowserSession browser = new BrowserSession();
        Answer answer = browser.get(node.url("/echo/"));
        assertEquals(200, answer.status(), answer::toString);
        return browser;
    }

    /** What the gateway tells the upstream of this browser. */
    private String assertion(BrowserSession browser) {
        return browser.fetch(node.url("/echo/"))
                .body()
                .lines()
                .filter(line -> line.startsWith("X-assertion: "))
                .map(line -> line.substring(13))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> get(String url, String... fields) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60));
        return client.send(
                (fields.length == 0 ? request : request.headers(fields)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The status of a call past the gateway, with this in place of the gateway's word. */
    private int ask(String token) throws IOException, InterruptedException {
        return get(documents.url() + "/api/me", "Authorization", "Bearer " + token)
                .statusCode();
    }

    @Test
    @Order(1)
    void theApplicationKnowsTheUserByItsConfigurationAlone() {
        BrowserSession browser = signIn("alice");
        Answer me = browser.fetch(node.url("/documents/api/me"));
        assertEquals(200, me.status(), () -> me + documents.logText());
        assertEquals(
                "{\"application\":\"Documents\",\"groups\":[\"board\",\"reader\"],\"user\":\"alice\"}",
                me.body().replaceAll("\\s", ""));
        assertTrue(browser.get(node.url("/documents/")).body().contains("You are <strong>alice</strong>"));
    }

    @Test
    @Order(2)
    void theApplicationDecidesByTheGroups() {
        provider.signIns().changeIdTokens(claims -> {
            Map<String, Object> more = new HashMap<>(claims);
            more.put("groups", List.of("board"));
            return more;
        });
        assertEquals(403, signIn("carol").fetch(node.url("/documents/api/me")).status());
    }

    @Test
    @Order(3)
    void whatAClientWritesInItsPlaceIsNeverShown() throws Exception {
        BrowserSession browser = signIn("alice");
        String forged = MadeAssertion.of(config.publicUrl(), AUDIENCE, SECRET, Clock.systemUTC());
        assertEquals(200, ask(forged), "control: the application would believe it");
        Answer me = browser.fetch("GET", node.url("/documents/api/me"), Map.of("Authorization", "Bearer " + forged));
        assertTrue(me.body().contains("alice") && !me.body().contains("mallory"), me::toString);
        for (String name : List.of("X-Assertion", "x-assertion", "X_Assertion", "X.ASSERTION")) {
            String shown = browser.fetch("GET", node.url("/echo/"), Map.of(name, forged))
                    .body();
            assertFalse(shown.contains(forged), shown);
            HttpResponse<String> anonymous = get(node.url("/echo/public/x"), name, forged);
            assertEquals(200, anonymous.statusCode());
            assertFalse(anonymous.body().toLowerCase(Locale.ROOT).contains("assertion"), anonymous::body);
        }
        HttpResponse<String> preflight = client.send(
                HttpRequest.newBuilder(URI.create(node.url("/echo/")))
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .headers(
                                "Origin", "https://other.example.com",
                                "Access-Control-Request-Method", "GET",
                                "X-Assertion", forged)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, preflight.statusCode());
        assertFalse(preflight.body().toLowerCase(Locale.ROOT).contains("assertion"), preflight::body);
    }

    @Test
    @Order(4)
    void theApplicationRefusesWhatTheGatewayDidNotSignForIt() throws Exception {
        BrowserSession browser = signIn("alice");
        String valid = assertion(browser);
        assertEquals(200, ask(valid), "control");
        String gateway = config.publicUrl();
        Clock now = Clock.systemUTC();
        assertEquals(200, ask(MadeAssertion.of(gateway, AUDIENCE, SECRET, now)), "control");
        String[] parts = valid.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String changed = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace("alice", "admin").getBytes(StandardCharsets.UTF_8));
        String unsigned = new PlainJWT(new JWTClaimsSet.Builder(JWTClaimsSet.parse(claims))
                        .expirationTime(Date.from(now.instant().plusSeconds(60)))
                        .build())
                .serialize();
        Map<String, String> wrong = Map.of(
                "other claims", parts[0] + "." + changed + "." + parts[2],
                "no signature", unsigned,
                "another key", MadeAssertion.of(gateway, AUDIENCE, NEXT_SECRET, now),
                "another audience", MadeAssertion.of(gateway, "echo", SECRET, now),
                "another issuer", MadeAssertion.of("https://other.example.com", AUDIENCE, SECRET, now),
                "one that is over",
                        MadeAssertion.of(gateway, AUDIENCE, SECRET, Clock.offset(now, Duration.ofMinutes(-10))),
                "the session cookie", Scene.sessionCookie(browser),
                "an ID token", provider.signIns().idToken(Scene.CLIENT, null),
                "an access token",
                        provider.signIns().accessToken(Map.of("aud", AUDIENCE, "groups", List.of("reader"))));
        for (Map.Entry<String, String> token : wrong.entrySet()) {
            assertEquals(401, ask(token.getValue()), token.getKey());
        }
        assertEquals(401, get(documents.url() + "/api/me").statusCode(), "nothing at all");
        assertEquals(200, ask(valid), "control");
    }

    @Test
    @Order(5)
    void anAssertionIsUsedAgainForItsSessionAndNoOther() {
        BrowserSession alice = signIn("alice");
        String hers = assertion(alice);
        String bobs = assertion(signIn("bob"));
        String herOther = assertion(signIn("alice"));
        assertEquals(3, Stream.of(hers, bobs, herOther).distinct().count());
        assertEquals(hers, assertion(alice));
    }

    @Test
    @Order(6)
    void anybodyMayReadTheKeysAndNobodyElseDoesAnythingThere() throws Exception {
        HttpResponse<String> keys = get(node.url("/oidc/jwks"));
        assertEquals(200, keys.statusCode());
        assertEquals(
                new AssertionKeys(List.of(new Secret(SECRET))).keySet(), keys.body(), "as any process works it out");
        assertEquals(List.of("application/jwk-set+json"), keys.headers().allValues("Content-Type"));
        assertEquals(List.of("public, max-age=300"), keys.headers().allValues("Cache-Control"));
        assertEquals(List.of(), keys.headers().allValues("Set-Cookie"));
        HttpResponse<String> posted = client.send(
                HttpRequest.newBuilder(URI.create(node.url("/oidc/jwks")))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(405, posted.statusCode());
        assertEquals(List.of("no-store"), posted.headers().allValues("Cache-Control"));
        assertEquals(
                List.of("no-store"), get(node.url("/oidc/nothing")).headers().allValues("Cache-Control"));
    }

    /** The last one, as it starts the node again. */
    @Test
    @Order(7)
    void afterARotationOldAndNewAssertionsAreKnown() throws Exception {
        String old = assertion(signIn("alice"));
        assertEquals(200, ask(old), "control");
        assertEquals(
                401, ask(MadeAssertion.of(config.publicUrl(), AUDIENCE, NEXT_SECRET, Clock.systemUTC())), "not yet");
        node.close();
        node = GatewayNode.start(config.with("curfew.session_secret", NEXT_SECRET + "," + SECRET));
        assertEquals(
                new AssertionKeys(List.of(new Secret(NEXT_SECRET), new Secret(SECRET))).keySet(),
                get(node.url("/oidc/jwks")).body());
        assertEquals(200, ask(old), "before the application has read the new keys");
        Answer me = signIn("alice").fetch(node.url("/documents/api/me"));
        assertEquals(200, me.status(), me::toString);
        assertEquals(200, ask(MadeAssertion.of(config.publicUrl(), AUDIENCE, SECRET, Clock.systemUTC())), "and after");
    }
}
