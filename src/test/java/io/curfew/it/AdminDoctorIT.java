package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.curfew.ground.AccessTokenOf;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An operator has the configuration of a running node examined. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminDoctorIT {
    private static final String PATH = "/oidc/admin/doctor";

    private Scene scene;

    @BeforeAll
    void start() throws IOException {
        scene = Scene.start(config -> config.with("curfew.admin_role", "operator")
                .with("curfew.admin_audience", "curfew-admin")
                .with("curfew.timeout", "2000"));
        Waiting.forNextSecond();
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    private HttpResponse<String> ask(String role) {
        String token = AccessTokenOf.issuer(
                        scene.provider().issuer(),
                        "curfew-admin",
                        scene.provider().keys().current(),
                        Instant.now())
                .claim("sub", "robot")
                .claim("sid", "robots")
                .claim("roles", List.of(role))
                .build();
        return scene.send(
                HttpRequest.newBuilder(URI.create(scene.url(PATH))).header("Authorization", "Bearer " + token));
    }

    /** By their codes; only those of a provider. */
    private Map<?, ?> finding(String code) {
        HttpResponse<String> answer = ask("operator");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(List.of("no-store"), answer.headers().allValues("Cache-Control"));
        assertFalse(answer.body().contains("secret of the integration tests"), answer.body());
        try {
            List<?> all = (List<?>)
                    Objects.requireNonNull(JSONObjectUtils.parse(answer.body()).get("findings"));
            return all.stream()
                    .map(finding -> (Map<?, ?>) finding)
                    .filter(finding -> code.equals(finding.get("code")))
                    .findFirst()
                    .orElse(Map.of());
        } catch (ParseException e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }

    @Test
    void whatIsWrongAtTheProviderIsFoundAndWhatIsMendedIsNotAnyMore() {
        assertEquals(Map.of(), finding("backchannel_unsupported"), "control");
        scene.provider().announce("backchannel_logout_supported", false);
        try {
            Map<?, ?> finding = finding("backchannel_unsupported");
            assertEquals(scene.provider().issuer(), finding.get("issuer"));
            assertEquals(Scene.CLIENT, finding.get("client_id"));
            assertEquals("warning", finding.get("severity"));
            for (String member : List.of("what", "why", "do")) {
                assertTrue(String.valueOf(finding.get(member)).length() > 10, finding::toString);
            }
        } finally {
            scene.provider().announce("backchannel_logout_supported", true);
        }
        assertEquals(Map.of(), finding("backchannel_unsupported"));
    }

    @Test
    void aProviderThatHangsHoldsOneExaminationAndNothingElse() {
        String cookie = Scene.sessionCookie(scene.signIn("bob", "sid-bob"));
        scene.provider().hanging(TestProvider.DISCOVERY);
        try {
            List<CompletableFuture<HttpResponse<String>>> both = Stream.of(1, 2)
                    .map(any -> CompletableFuture.supplyAsync(() -> ask("operator")))
                    .toList();
            assertEquals(200, scene.status(cookie));
            assertEquals(
                    List.of(200, 503),
                    both.stream()
                            .map(answer -> answer.join().statusCode())
                            .sorted()
                            .toList(),
                    "one is under way, and the other does not wait for it");
        } finally {
            scene.provider().usual(TestProvider.DISCOVERY);
        }
        assertTrue(Waiting.until(() -> ask("operator").statusCode() == 200, Duration.ofSeconds(60)));
    }

    @Test
    void onlyAnOperatorHasItExamined() {
        // the keys of tokens are known from then on
        assertEquals(403, ask("staff").statusCode());
        int before = scene.provider().requests(TestProvider.DISCOVERY);
        assertEquals(
                401,
                scene.send(HttpRequest.newBuilder(URI.create(scene.url(PATH)))).statusCode());
        assertEquals(403, ask("staff").statusCode());
        assertEquals(before, scene.provider().requests(TestProvider.DISCOVERY));
        assertEquals(200, ask("operator").statusCode(), "control");
    }
}
