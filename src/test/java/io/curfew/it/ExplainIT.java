package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.curfew.backchannel.LogoutTokenRefusal;
import io.curfew.ground.AccessTokenOf;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.TestKeys;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An operator pastes a logout token: told what the endpoint would say, and nothing happens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainIT {
    private static final String PATH = "/oidc/admin/explain";
    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** Of requests that hold no token. */
    private static final Set<LogoutTokenRefusal> OF_THE_FORM = EnumSet.of(
            LogoutTokenRefusal.CONTENT_TYPE_WRONG,
            LogoutTokenRefusal.BODY_TOO_LARGE,
            LogoutTokenRefusal.PARAMETER_MISSING,
            LogoutTokenRefusal.PARAMETER_REPEATED);

    private Scene scene;

    @BeforeAll
    void start() throws IOException {
        scene = Scene.start(
                config -> config.with("curfew.admin_role", "operator").with("curfew.admin_audience", "curfew-admin"));
        Waiting.forNextSecond();
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    private String accessToken(String role) {
        return AccessTokenOf.issuer(
                        scene.provider().issuer(),
                        "curfew-admin",
                        scene.provider().keys().current(),
                        Instant.now())
                .claim("sub", "robot")
                .claim("sid", "robots")
                .claim("roles", List.of(role))
                .build();
    }

    private HttpResponse<String> ask(String body) {
        return scene.send(HttpRequest.newBuilder(URI.create(scene.url(PATH)))
                .header("Authorization", "Bearer " + accessToken("operator"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Map<String, Object> explain(String token) {
        HttpResponse<String> answer = ask(JSONObjectUtils.toJSONString(Map.of("logout_token", token)));
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(List.of("no-store"), answer.headers().allValues("Cache-Control"));
        for (String part : token.split("\\.", -1)) {
            assertFalse(part.length() > 10 && answer.body().contains(part), "the token comes back");
        }
        try {
            return JSONObjectUtils.parse(answer.body());
        } catch (ParseException e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }

    private LogoutTokenBuilder token(String subject) {
        return scene.logoutToken(subject, "sid-" + subject);
    }

    /** Every refusal that a token itself can cause, but for two that need more than a token. */
    private Map<LogoutTokenRefusal, String> refused() {
        long now = Instant.now().getEpochSecond();
        Map<LogoutTokenRefusal, String> all = new LinkedHashMap<>();
        all.put(LogoutTokenRefusal.TOO_LARGE, "x".repeat(17_000));
        all.put(LogoutTokenRefusal.MALFORMED, "nonsense");
        all.put(LogoutTokenRefusal.ENCRYPTED_NOT_SUPPORTED, "a.b.c.d.e");
        all.put(LogoutTokenRefusal.ALG_NONE, token("x").unsigned("none"));
        all.put(LogoutTokenRefusal.ALG_NOT_REGISTERED, token("x").signedWithThePublicKeyAsSecret());
        all.put(
                LogoutTokenRefusal.CRIT_NOT_UNDERSTOOD,
                token("x").header("crit", List.of("b64")).build());
        all.put(LogoutTokenRefusal.TYP_WRONG, token("x").header("typ", "at+jwt").build());
        all.put(LogoutTokenRefusal.ISSUER_MISSING, token("x").without("iss").build());
        all.put(
                LogoutTokenRefusal.UNKNOWN_ISSUER,
                token("x").claim("iss", "https://evil.example").build());
        all.put(
                LogoutTokenRefusal.AUDIENCE_WRONG,
                token("x").claim("aud", "other").build());
        all.put(
                LogoutTokenRefusal.SIGNATURE_INVALID,
                token("x")
                        .key(TestKeys.rsa(scene.provider().keys().current().getKeyID()))
                        .build());
        all.put(LogoutTokenRefusal.IAT_MISSING, token("x").without("iat").build());
        all.put(
                LogoutTokenRefusal.IAT_FUTURE,
                token("x").claim("iat", now + 600).build());
        all.put(
                LogoutTokenRefusal.IAT_TOO_OLD,
                token("x").claim("iat", now - 90_000).build());
        all.put(LogoutTokenRefusal.EXP_MISSING, token("x").without("exp").build());
        all.put(LogoutTokenRefusal.EXPIRED, token("x").claim("exp", now - 600).build());
        all.put(
                LogoutTokenRefusal.NOT_YET_VALID,
                token("x").claim("nbf", now + 600).build());
        all.put(LogoutTokenRefusal.SUB_WRONG, token("x").claim("sub", 1).build());
        all.put(LogoutTokenRefusal.SID_WRONG, token("x").claim("sid", "").build());
        all.put(
                LogoutTokenRefusal.SUB_AND_SID_MISSING,
                token("x").without("sub").without("sid").build());
        all.put(LogoutTokenRefusal.EVENTS_MISSING, token("x").without("events").build());
        all.put(
                LogoutTokenRefusal.EVENTS_WRONG,
                token("x").claim("events", Map.of()).build());
        all.put(
                LogoutTokenRefusal.EVENT_NOT_OBJECT,
                token("x").claim("events", Map.of(LogoutTokenBuilder.EVENT, "")).build());
        all.put(LogoutTokenRefusal.NONCE_PRESENT, token("x").claim("nonce", "n").build());
        all.put(LogoutTokenRefusal.JTI_MISSING, token("x").without("jti").build());
        all.put(LogoutTokenRefusal.JTI_WRONG, token("x").claim("jti", "").build());
        return all;
    }

    @Test
    void eachRefusalIsTheOneOfTheEndpoint() {
        Map<LogoutTokenRefusal, String> all = refused();
        Set<LogoutTokenRefusal> left = EnumSet.allOf(LogoutTokenRefusal.class);
        left.removeAll(all.keySet());
        left.removeAll(OF_THE_FORM);
        assertEquals(EnumSet.of(LogoutTokenRefusal.KEY_UNKNOWN, LogoutTokenRefusal.REPLAYED), left, "each has a case");
        all.forEach((refusal, token) -> {
            Map<String, Object> document = explain(token);
            assertEquals("refused", document.get("verdict"));
            assertEquals(refusal.code(), document.get("code"));
            HttpResponse<String> endpoint = scene.post(token);
            assertEquals(400, endpoint.statusCode());
            assertTrue(endpoint.body().contains("\"" + refusal.code() + ": "), endpoint.body());
        });
    }

    @Test
    void aTokenThatWasExplainedStillCounts() {
        String cookie = Scene.sessionCookie(scene.signIn("alice", "sid-alice"));
        String token = token("alice").build();
        for (int i = 0; i < 3; i++) {
            Map<String, Object> document = explain(token);
            assertEquals("would be accepted", document.get("verdict"));
            String passed = ((List<?>) Objects.requireNonNull(document.get("steps")))
                    .stream()
                            .map(step -> String.valueOf(((Map<?, ?>) step).get("passed")))
                            .distinct()
                            .collect(Collectors.joining(","));
            assertEquals("true", passed, document::toString);
        }
        assertEquals(200, scene.status(cookie), "nothing was acted on");
        assertEquals(200, scene.post(token).statusCode(), "nor remembered");
        assertEquals(401, scene.status(cookie));
        assertEquals("replayed", explain(token).get("code"));
        assertEquals(400, scene.post(token).statusCode());
    }

    @Test
    void aKeyThatTheProviderDoesNotHaveIsToldAsTheEndpointDoes() {
        String token = token("x").header("kid", "nobodys").build();
        assertTrue(Waiting.until(() -> "key_unknown".equals(explain(token).get("code")), LIMIT));
        assertTrue(Waiting.until(() -> scene.post(token).body().contains("key_unknown: "), LIMIT));
        int asked = scene.provider().requests(TestProvider.JWKS);
        for (int i = 0; i < 20; i++) {
            explain(token("x").header("kid", "nobodys-" + i).build());
        }
        assertTrue(scene.provider().requests(TestProvider.JWKS) <= asked + 1, "the provider is not asked each time");
    }

    @Test
    void whatHoldsNoTokenIsRefused() {
        for (String body : List.of("", "nonsense", "[]", "{}", "{\"logout_token\":1}")) {
            assertEquals(400, ask(body).statusCode(), body);
        }
        assertEquals(
                413, ask("{\"logout_token\":\"" + "x".repeat(70_000) + "\"}").statusCode());
    }

    @Test
    void onlyAnOperatorIsTold() {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(scene.url(PATH)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSONObjectUtils.toJSONString(
                        Map.of("logout_token", token("x").build()))));
        assertEquals(401, scene.send(request).statusCode());
        assertEquals(
                403,
                scene.send(request.copy().header("Authorization", "Bearer " + accessToken("staff")))
                        .statusCode());
        assertEquals(
                200,
                scene.send(request.copy().header("Authorization", "Bearer " + accessToken("operator")))
                        .statusCode(),
                "control");
    }
}
