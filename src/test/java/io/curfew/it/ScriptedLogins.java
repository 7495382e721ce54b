package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.TestKeys;
import io.curfew.ground.TestProvider;
import io.curfew.ground.TestSignIns;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Logins of the scripted hour: each way in which one can end. */
final class ScriptedLogins {
    private final ScriptedHour hour;
    private final TestProvider provider;

    ScriptedLogins(ScriptedHour hour) {
        this.hour = hour;
        this.provider = hour.scene.provider();
    }

    void all() throws Exception {
        notWaitedFor();
        answeredBy("&error=access_denied", "refused_by_provider");
        answeredBy("&code=x&iss=https%3A%2F%2Fevil.example", "other_issuer");
        notAccepted();
        providerUnavailable();
        tooMany();
        loggedOutMeanwhile();
    }

    private void notWaitedFor() {
        Answer answer = new BrowserSession().getWithoutRedirect(hour.scene.url("/oidc/callback?state=x&code=y"));
        assertEquals(400, answer.status(), answer::toString);
        hour.decided("own_path");
        hour.loginEnded("not_waited_for");
    }

    /** The browser comes back with this, and not with what the provider would have said. */
    private void answeredBy(String parameters, String outcome) {
        BrowserSession browser = new BrowserSession();
        URI sentTo = URI.create(
                browser.getWithoutRedirect(hour.scene.url("/orders/")).header("Location"));
        String state = sentTo.getQuery().replaceFirst(".*\\bstate=([^&]*).*", "$1");
        Answer answer = browser.getWithoutRedirect(hour.scene.url("/oidc/callback?state=" + state + parameters));
        assertEquals(403, answer.status(), answer::toString);
        hour.loginUnderWay();
        hour.loginEnded(outcome);
    }

    private void notAccepted() {
        provider.signIns().signIdTokensWith(TestKeys.rsa("forger"));
        hour.visit(new BrowserSession(), "orders", 403);
        provider.signIns().signIdTokensWith(null);
        hour.loginUnderWay();
        hour.loginEnded("not_accepted");
    }

    private void providerUnavailable() {
        provider.down(TestProvider.TOKEN);
        hour.visit(new BrowserSession(), "orders", 503);
        provider.usual(TestProvider.TOKEN);
        hour.loginUnderWay();
        hour.loginEnded("provider_unavailable");

        hour.visit(new BrowserSession(), "gone", 503);
        hour.decided("login");
        hour.ledger.add("curfew_login_starts_total{outcome=provider_unavailable}");
    }

    private void tooMany() {
        hour.signIn("single", "olga", "sid-olga-1");
        hour.visit(new BrowserSession(), "single", 403);
        hour.loginUnderWay();
        hour.loginEnded("too_many_sessions");
    }

    private void loggedOutMeanwhile() throws Exception {
        provider.signIns().user("mallory", "sid-mallory");
        TestSignIns.Hold hold = provider.signIns().holdExchanges();
        CompletableFuture<Answer> late =
                CompletableFuture.supplyAsync(() -> hour.visit(new BrowserSession(), "orders", 403));
        assertTrue(hold.awaitExchange(30));
        hour.logoutToken(hour.token("mallory", "sid-mallory").build(), 200, "accepted");
        hold.release();
        late.get();
        hour.loginUnderWay();
        hour.loginEnded("logged_out_meanwhile");
    }
}
