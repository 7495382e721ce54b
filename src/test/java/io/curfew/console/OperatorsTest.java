package io.curfew.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.PublicUrl;
import io.curfew.ground.RouteBuilder;
import io.curfew.page.Answer;
import io.curfew.page.Problem;
import io.curfew.session.LiveSession;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may look at everybody's sessions. */
class OperatorsTest {
    private static final Map<String, String> OWN_SCRIPT =
            Map.of("Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors", "Accept", "application/json");
    private static final Answer TOKEN_REFUSED = Answer.problem(new Problem(401, "No valid access token", "No."));

    private final MySessionsGround ground = new MySessionsGround();
    private final LiveSession operator = ground.signIn(ground.orders, "olivia", "sid-1");
    private final LiveSession user = ground.signIn(ground.orders, "alice", "sid-2");
    private final LiveSession elsewhere = ground.signIn(ground.other, "olivia", "sid-3");
    private final Operators operators = new Operators(
            RouteBuilder.PUBLIC_URL,
            fields -> switch (String.join(",", fields)) {
                case "Bearer good" ->
                    Optional.of(new OperatorVerdict.Operator("robot", "issuer", "robot", OperatorVerdict.By.BEARER));
                case "Bearer bad" -> Optional.of(new OperatorVerdict.Refused(TOKEN_REFUSED));
                default -> Optional.empty();
            },
            live -> live.belongsTo(ground.orders.sessionSpace())
                    ? Optional.of(live.key().equals(operator.key()))
                    : Optional.empty());

    @AfterEach
    void close() {
        ground.close();
    }

    private OperatorVerdict ask(
            String method, PublicUrl at, Map<String, String> headers, List<String> authorization, LiveSession... own) {
        return operators.of(new OperatorRequest(
                method, at, "/oidc/admin/sessions", headers::get, authorization, () -> List.of(own)));
    }

    private OperatorVerdict ask(String method, Map<String, String> headers, LiveSession... own) {
        return ask(method, RouteBuilder.PUBLIC_URL, headers, List.of(), own);
    }

    private static Answer refusal(OperatorVerdict verdict) {
        return assertInstanceOf(OperatorVerdict.Refused.class, verdict).answer();
    }

    @Test
    void anOperatorsSessionOrToken() {
        OperatorVerdict.Operator bySession =
                assertInstanceOf(OperatorVerdict.Operator.class, ask("DELETE", OWN_SCRIPT, elsewhere, user, operator));
        assertEquals("olivia@example.com", bySession.name());
        assertEquals("olivia", bySession.subject());
        assertEquals(OperatorVerdict.By.SESSION, bySession.by());
        assertEquals(
                new OperatorVerdict.Operator("robot", "issuer", "robot", OperatorVerdict.By.BEARER),
                ask("DELETE", RouteBuilder.PUBLIC_URL, Map.of("Sec-Fetch-Site", "cross-site"), List.of("Bearer good")),
                "no browser sends it by itself");
    }

    @Test
    void aTokenThatDoesNotCountIsNotHelpedOutByASession() {
        assertEquals(
                TOKEN_REFUSED,
                refusal(ask("GET", RouteBuilder.PUBLIC_URL, OWN_SCRIPT, List.of("Bearer bad"), operator)));
    }

    @Test
    void otherSitesCannotActForAnOperator() {
        for (String method : List.of("DELETE", "POST")) {
            assertEquals(
                    403,
                    refusal(ask(method, Map.of("Sec-Fetch-Site", "cross-site"), operator))
                            .status());
            assertEquals(
                    403,
                    refusal(ask(method, Map.of("Origin", "https://evil.example"), operator))
                            .status());
        }
    }

    @Test
    void otherSitesCanOpenThePageAlone() {
        Map<String, String> led = Map.of("Sec-Fetch-Site", "cross-site");
        for (String method : List.of("GET", "HEAD")) {
            assertEquals(403, refusal(ask(method, led, operator)).status());
            assertInstanceOf(OperatorVerdict.Operator.class, ask(method, Map.of("Sec-Fetch-Site", "none"), operator));
        }
        assertInstanceOf(
                OperatorVerdict.Operator.class,
                operators.of(new OperatorRequest(
                        "GET", RouteBuilder.PUBLIC_URL, "/oidc/admin", led::get, List.of(), () -> List.of(operator))));
    }

    @Test
    void whoIsSignedInWithoutTheRoleIsToldSo() {
        Answer call = refusal(ask("GET", OWN_SCRIPT, user));
        assertEquals(403, call.status());
        Answer page = refusal(ask("GET", Map.of("Accept", "text/html"), user));
        assertEquals(403, page.status());
        assertTrue(page.body().contains("You are not an operator"), page.body());
    }

    @Test
    void whoIsNotSignedInAtTheRegistrationOfTheOperatorsGoesThere() {
        Answer page = refusal(ask("GET", Map.of("Accept", "text/html"), elsewhere));
        assertEquals(303, page.status());
        assertEquals(
                List.of("https://apps.example.com/oidc/login?return_to=%2Foidc%2Fadmin%2Fsessions"),
                page.header("Location"));
        Answer call = refusal(ask("GET", OWN_SCRIPT));
        assertEquals(401, call.status());
        assertEquals("Bearer realm=\"curfew\"", call.header("WWW-Authenticate").get(0));
        assertEquals(401, refusal(ask("POST", Map.of("Accept", "text/html"))).status());
    }

    @Test
    void atAnotherHostThereIsNothing() {
        PublicUrl shop = new PublicUrl(URI.create("https://shop.example.com"));
        Answer answer = refusal(ask("GET", shop, OWN_SCRIPT, List.of("Bearer good"), operator));
        assertEquals(404, answer.status());
        assertFalse(answer.body().contains("operator"), answer.body());
    }
}
