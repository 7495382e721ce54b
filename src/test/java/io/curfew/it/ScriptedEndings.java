package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.FormBody;
import io.curfew.ground.TestProvider;
import io.curfew.ground.TestRefreshes;
import io.curfew.ground.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sessions of the scripted hour that end: each way in which one can. */
final class ScriptedEndings {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> TOKENS = List.of("access_token", "refresh_token");

    private final ScriptedHour hour;
    private final TestProvider provider;

    ScriptedEndings(ScriptedHour hour) {
        this.hour = hour;
        this.provider = hour.scene.provider();
    }

    void all() {
        byTheUser();
        revoking();
        byTheProvider();
        byTheFrontChannel();
        byTheLimit();
        byAnother();
        byTheDemands();
        byRefreshes();
        byTime();
    }

    /** The page of the browser must be one of the gateway's. */
    private void signOut(BrowserSession browser, String route, String outcome) {
        Answer answer = browser.post(hour.scene.url("/" + route + "/logout"), Map.of());
        answer.passed(provider.issuer() + TestProvider.END_SESSION);
        assertEquals(200, answer.status(), answer::toString);
        hour.decided("sign_out");
        hour.ledger.add("curfew_signouts_total{outcome=" + outcome + "}");
        // the way back from the provider
        hour.decided("own_path");
    }

    private void byTheUser() {
        BrowserSession alice = hour.signIn("orders", "alice", "sid-alice");
        assertEquals(
                403,
                alice.postFrom("https://evil.example/", hour.scene.url("/orders/logout"), Map.of())
                        .status());
        hour.decided("sign_out");
        hour.ledger.add("curfew_signouts_total{outcome=refused}");

        hour.visit(alice, "orders", 200);
        hour.passed("orders");
        signOut(alice, "orders", "ended");
        hour.ended("user");
        signOut(alice, "orders", "nothing");
    }

    private void revoking() {
        BrowserSession rita = hour.signIn("revoking", "rita", "sid-rita");
        signOut(rita, "revoking", "ended");
        hour.ended("user");
        TOKENS.forEach(token -> hour.ledger.add("curfew_revocations_total{outcome=revoked,token=" + token + "}"));

        BrowserSession rosa = hour.signIn("revoking", "rosa", "sid-rosa");
        provider.answering(TestProvider.REVOKE, 500, "{}");
        signOut(rosa, "revoking", "ended");
        provider.usual(TestProvider.REVOKE);
        hour.ended("user");
        TOKENS.forEach(token -> hour.ledger.add("curfew_revocations_total{outcome=failed,token=" + token + "}"));
    }

    private void byTheProvider() {
        hour.signIn("orders", "bob", "sid-bob-1");
        hour.signIn("orders", "bob", "sid-bob-2");
        hour.signIn("orders", "bob", "sid-bob-3");
        hour.logoutToken(hour.token("bob", "sid-bob-1").build(), 200, "accepted");
        hour.ended("provider");
        hour.logoutToken(hour.token("bob", "").without("sid").build(), 200, "accepted");
        hour.ended("provider");
        hour.ended("provider");
    }

    private void byTheFrontChannel() {
        hour.signIn("orders", "carol", "sid-carol");
        String frame = "/oidc/frontchannel-logout?sid=sid-carol&iss=" + FormBody.encode(provider.issuer());
        for (String outcome : List.of("ended", "nothing")) {
            hour.call(frame, 200);
            hour.decided("own_path");
            hour.ledger.add("curfew_frontchannel_logouts_total{outcome=" + outcome + "}");
        }
        hour.ended("front_channel");
    }

    private void byTheLimit() {
        BrowserSession first = hour.signIn("few", "dora", "sid-dora-1");
        hour.signIn("few", "dora", "sid-dora-2");
        hour.ended("limit");
        hour.visit(first, "few", 403);
        hour.decided("evicted");
    }

    private void byAnother() {
        BrowserSession erin = hour.signIn("orders", "erin", "sid-erin-1");
        provider.signIns().user("erin", "sid-erin-2");
        assertEquals(
                200, erin.get(hour.scene.url("/oidc/login?return_to=/orders/")).status());
        hour.decided("own_path");
        hour.ledger.add("curfew_login_starts_total{outcome=sent}");
        hour.decided("own_path");
        hour.begun();
        hour.passed("orders");
        hour.ended("replaced");
    }

    private void byTheDemands() {
        provider.signIns().user("fred", "sid-fred");
        hour.visit(new BrowserSession(), "strict", 403);
        hour.loginUnderWay();
        hour.begun();
        hour.decided("forbidden");
        hour.ended("refused");
    }

    private void byRefreshes() {
        TestRefreshes refreshes = provider.signIns().refreshes();
        refreshes.accessTokensLive(1);
        BrowserSession gina = hour.signIn("fresh", "gina", "sid-gina");
        BrowserSession hans = hour.signIn("fresh", "hans", "sid-hans");
        BrowserSession ines = hour.signIn("fresh", "ines", "sid-ines");
        refreshes.accessTokensLive(300);
        Waiting.forNextSecond();
        Waiting.forNextSecond();

        refreshed(gina, "renewed");
        hour.visit(gina, "fresh", 200);
        hour.passed("fresh");

        refreshes.expire("hans");
        assertEquals(401, hans.fetch(hour.scene.url("/fresh/")).status());
        hour.ledger.add("curfew_token_refreshes_total{outcome=refused}");
        hour.decided("unauthorized");
        hour.ended("refresh_refused");

        provider.down(TestProvider.TOKEN);
        refreshed(ines, "unanswered");
        provider.usual(TestProvider.TOKEN);
    }

    private void refreshed(BrowserSession browser, String outcome) {
        hour.visit(browser, "fresh", 200);
        hour.passed("fresh");
        hour.ledger.add("curfew_token_refreshes_total{outcome=" + outcome + "}");
    }

    /** Nobody needs to ask: the store sees it by itself, but within a minute; a request finds it at once. */
    private void byTime() {
        BrowserSession kurt = hour.signIn("brief", "kurt", "sid-kurt");
        int[] asked = new int[1];
        assertTrue(Waiting.until(
                () -> {
                    boolean over = kurt.fetch(hour.scene.url("/brief/")).status() == 401;
                    asked[0] += over ? 0 : 1;
                    return over;
                },
                LIMIT));
        for (int i = 0; i < asked[0]; i++) {
            hour.passed("brief");
        }
        hour.decided("unauthorized");
        hour.ended("expiry");
    }
}
