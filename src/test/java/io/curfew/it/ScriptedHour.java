package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * A node with routes of many kinds, and what people, providers and programs do there. Everything that is done is written into the
 * ledger by whoever does it, so that what the node says can be compared with what was done and not with what it did.
 */
final class ScriptedHour implements AutoCloseable {
    private static final List<String> OWN_SESSIONS = List.of("revoking", "few", "single", "brief", "strict", "fresh");

    final Scene scene;
    final Ledger ledger;
    private final MetricsUpstream script = new MetricsUpstream();

    ScriptedHour() throws IOException {
        RecordingUpstream upstream = new RecordingUpstream(script);
        TestProvider provider = TestProvider.start();
        OWN_SESSIONS.forEach(client -> provider.signIns().client(client, "secret"));
        scene = Scene.start(provider, upstream, config -> configured(config, upstream.uri()));
        ledger = new Ledger(List.of(
                "orders",
                "revoking",
                "few",
                "single",
                "brief",
                "strict",
                "fresh",
                "app",
                "slow",
                "dead",
                "gone",
                "api"));
        gauge("curfew_serving", 1);
        gauge("curfew_cluster_nodes", 1);
        // since when marks are kept
        gauge("curfew_cache_entries{cache=logouts}", 1);
    }

    private static GatewayConfig configured(GatewayConfig config, String upstream) {
        GatewayConfig all =
                config.withEnvironment("METRICS_AUTHENTICATION", "false").with("curfew.logout_uri_suffix", "/logout");
        for (String name : OWN_SESSIONS) {
            all = all.withRoute(name, "/" + name, upstream)
                    .with("curfew.route." + name + ".client_id", name)
                    .with("curfew.route." + name + ".session_cookie_name", name);
        }
        for (String name : List.of("app", "slow", "dead")) {
            all = all.withRoute(name, "/" + name, name.equals("dead") ? "http://127.0.0.1:1" : upstream)
                    .with("curfew.route." + name + ".anonymous_paths", "/");
        }
        return all.with("curfew.route.revoking.logout_revoke", "true")
                .with("curfew.route.few.session_limit", "1")
                .with("curfew.route.few.session_limit_action", "evict_oldest")
                .with("curfew.route.single.session_limit", "1")
                .with("curfew.route.brief.session_absolute_timeout", "2")
                .with("curfew.route.strict.groups_required", "staff")
                .with("curfew.route.strict.forbidden_destroy_session", "true")
                .with("curfew.route.fresh.upstream_access_token_header", "x-token")
                .with("curfew.route.orders.run_on_preflight", "false")
                .with("curfew.route.slow.read_timeout", "300")
                .withRoute("gone", "/gone", upstream)
                .with("curfew.route.gone.issuer", "http://127.0.0.1:1/nobody")
                .withRoute("api", "/api", upstream)
                .with("curfew.route.api.auth_methods", "bearer")
                .with("curfew.route.api.audience_required", "api")
                .with("curfew.route.api.scopes_required", "read")
                .with("curfew.route.api.anonymous_paths", "/open");
    }

    /** A number that is now so much more. */
    void gauge(String series, double more) {
        ledger.add(series, more);
    }

    void decided(String decision) {
        ledger.add("curfew_gate_decisions_total{decision=" + decision + "}");
    }

    void loginEnded(String outcome) {
        ledger.add("curfew_logins_total{outcome=" + outcome + "}");
    }

    /** A session is over. */
    void ended(String how) {
        ledger.add("curfew_sessions_ended_total{how=" + how + "}");
        sessions(-1);
    }

    private void sessions(int more) {
        ledger.add("curfew_sessions", more);
        ledger.add("curfew_cache_entries{cache=sessions}", more);
    }

    /** The upstream of a route has answered. */
    void answered(String route, String outcome) {
        ledger.add("curfew_upstream_requests_total{outcome=" + outcome + ",route=" + route + "}");
        ledger.add("curfew_upstream_seconds_count{route=" + route + "}");
    }

    void notAnswered(String route, String outcome) {
        ledger.add("curfew_upstream_requests_total{outcome=" + outcome + ",route=" + route + "}");
    }

    /** A browser is sent to the provider and comes back. */
    void loginUnderWay() {
        decided("login");
        ledger.add("curfew_login_starts_total{outcome=sent}");
        decided("own_path");
    }

    /** A browser signs in on its way to a page of a route. */
    BrowserSession signIn(String route, String subject, String sid) {
        scene.provider().signIns().user(subject, sid);
        BrowserSession browser = new BrowserSession();
        visit(browser, route, 200);
        loginUnderWay();
        begun();
        passed(route);
        return browser;
    }

    void begun() {
        loginEnded("signed_in");
        sessions(1);
    }

    /** A request with a session gets an answer of the upstream. */
    void passed(String route) {
        decided("session");
        answered(route, "2xx");
    }

    /** A navigation, of which nothing is written into the ledger. */
    Answer visit(BrowserSession browser, String route, int status) {
        Answer answer = browser.get(scene.url("/" + route + "/"));
        assertEquals(status, answer.status(), answer::toString);
        return answer;
    }

    /** A program asks without any session. */
    HttpResponse<String> call(String path, int status, String... fields) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(scene.url(path)));
        if (fields.length > 0) {
            request.headers(fields);
        }
        HttpResponse<String> answer = scene.send(request);
        assertEquals(status, answer.statusCode(), answer::body);
        return answer;
    }

    /** A provider sends a logout token. */
    void logoutToken(String token, int status, String outcome) {
        logoutRequest(scene.post(token), status, outcome);
    }

    void logoutRequest(HttpResponse<String> answer, int status, String outcome) {
        assertEquals(status, answer.statusCode(), answer::body);
        decided("own_path");
        ledger.add("curfew_backchannel_logouts_total{outcome=" + outcome + "}");
        boolean accepted = outcome.equals("accepted");
        if (accepted) {
            ledger.add("curfew_backchannel_logout_seconds_count");
            ledger.add("curfew_cache_entries{cache=logout_tokens}");
        }
        if (accepted || outcome.equals("replayed")) {
            ledger.add("curfew_backchannel_token_age_seconds_count");
        }
    }

    LogoutTokenBuilder token(String subject, String sid) {
        return scene.logoutToken(subject, sid);
    }

    Scrape scrape() {
        return Scrape.of(call("/metrics?scope=application", 200).body());
    }

    @Override
    public void close() throws IOException {
        script.close();
        scene.close();
    }
}
