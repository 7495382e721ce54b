package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.AccessTokenOf;
import io.curfew.ground.FormBody;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.MetricsPage;
import io.curfew.ground.TestKeys;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import io.curfew.ground.WebSocketTalk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An hour's worth of everything in a minute; then one scrape, in which every number of Curfew is what was done, or zero. */
class MetricsIT {
    @Test
    void everyNumberIsWhatWasDone() throws Exception {
        try (ScriptedHour hour = new ScriptedHour()) {
            // an access token that is older than the node would be refused
            Waiting.forNextSecond();
            Scrape before = hour.scrape();
            assertEquals(List.of(), differences(hour.ledger.all(), before.values()), "before anything was done");

            new ScriptedLogins(hour).all();
            new ScriptedEndings(hour).all();
            logoutTokens(hour);
            accessTokens(hour);
            upstreams(hour);
            stopped(hour);
            caches(hour);
            openThings(hour);
        }
    }

    private static void logoutTokens(ScriptedHour hour) {
        String once = hour.token("nobody", "sid-nobody").build();
        hour.logoutToken(once, 200, "accepted");
        hour.logoutToken(once, 400, "replayed");
        LogoutTokenBuilder slow = hour.token("nobody", "sid-slow")
                .claim("iat", Instant.now().minusSeconds(20).getEpochSecond());
        hour.logoutToken(slow.build(), 200, "accepted");
        hour.logoutToken(hour.token("nobody", "s").claim("aud", "other").build(), 400, "audience_wrong");
        hour.logoutToken(hour.token("nobody", "s").claim("aud", "other").build(), 400, "audience_wrong");
        hour.logoutToken(
                hour.token("nobody", "s").claim("iss", "https://evil.example").build(), 400, "unknown_issuer");
        hour.logoutToken(hour.token("nobody", "s").claim("nonce", "n").build(), 400, "nonce_present");
        hour.logoutToken(hour.token("nobody", "s").unsigned("none"), 400, "alg_none");
        hour.logoutToken("garbage", 400, "malformed");
        var rogue = TestKeys.rsa(hour.scene.provider().keys().current().getKeyID());
        hour.logoutToken(hour.token("nobody", "s").key(rogue).build(), 400, "signature_invalid");
        hour.logoutRequest(hour.scene.postBody("application/json", "{}"), 415, "content_type_wrong");
        hour.logoutRequest(hour.scene.postBody(FormBody.TYPE, ""), 400, "parameter_missing");
        hour.logoutRequest(hour.scene.postBody(FormBody.TYPE, "a=" + "x".repeat(70_000)), 413, "body_too_large");
    }

    private static void accessTokens(ScriptedHour hour) {
        String good = accessToken(hour, "api").build();
        accessToken(hour, good, 200, "accepted");
        accessToken(hour, good, 200, "accepted");
        accessToken(hour, accessToken(hour, "elsewhere").build(), 401, "audience_wrong");
        accessToken(hour, accessToken(hour, "api").claim("exp", 1_000).build(), 401, "expired");
        accessToken(hour, accessToken(hour, "api").claim("scope", "openid").build(), 403, "insufficient_scope");
        accessToken(hour, "garbage", 401, "malformed");
        accessToken(hour, "two words", 400, "request_malformed");

        hour.call("/api/x", 401);
        hour.decided("access_token_refused");
        hour.gauge("curfew_access_tokens_total{outcome=missing}", 1);

        hour.call("/api/open/x", 200, "Authorization", "Bearer garbage");
        hour.decided("anonymous");
        hour.answered("api", "2xx");
        hour.gauge("curfew_access_tokens_total{outcome=ignored}", 1);
    }

    private static LogoutTokenBuilder accessToken(ScriptedHour hour, String audience) {
        TestProvider provider = hour.scene.provider();
        return AccessTokenOf.issuer(provider.issuer(), audience, provider.keys().current(), Instant.now());
    }

    private static void accessToken(ScriptedHour hour, String token, int status, String outcome) {
        hour.call("/api/x", status, "Authorization", "Bearer " + token);
        hour.gauge("curfew_access_tokens_total{outcome=" + outcome + "}", 1);
        if (status == 200) {
            hour.decided("access_token");
            hour.answered("api", "2xx");
        } else {
            hour.decided("access_token_refused");
        }
    }

    private static void upstreams(ScriptedHour hour) {
        for (int status : new int[] {200, 204, 302, 404, 404, 500, 503}) {
            hour.call("/app/" + status, status);
            hour.decided("anonymous");
            hour.answered("app", status / 100 + "xx");
        }
        hour.call("/app/close", 502);
        hour.decided("anonymous");
        hour.notAnswered("app", "broken");

        hour.call("/slow/silent", 504);
        hour.decided("anonymous");
        hour.notAnswered("slow", "timeout");

        hour.call("/dead/", 502);
        hour.decided("anonymous");
        hour.notAnswered("dead", "unreachable");

        // so short that the client has seen nothing of it yet
        hour.call("/app/cut", 502);
        hour.decided("anonymous");
        hour.answered("app", "2xx");
        hour.gauge("curfew_upstream_broken_bodies_total{route=app}", 1);
    }

    private static void stopped(ScriptedHour hour) {
        hour.call("/nothing", 404);
        hour.decided("no_route");
        hour.call("/orders//x", 400);
        hour.decided("path_refused");
        hour.call("/orders/", 401);
        hour.decided("unauthorized");
    }

    /** Beside the sessions themselves. */
    private static void caches(ScriptedHour hour) {
        // finds what is left of the session that has expired, which else is swept out within a minute
        hour.logoutToken(hour.token("kurt", "sid-kurt").build(), 200, "accepted");

        // of olga, dora, erin, gina, ines and zoe, and for each of them a subject; the seats of olga and dora are kept
        // beside these
        hour.gauge("curfew_cache_entries{cache=sids}", 6);
        hour.gauge("curfew_cache_entries{cache=subjects}", 6 + 2);
        // what the browsers of bob's three sessions and of carol's do not know yet
        hour.gauge("curfew_cache_entries{cache=logins}", 3 + 1);
        // by logout tokens: sid and subject of mallory, of one session of bob, of nobody and of kurt; all of bob;
        // another sid of nobody
        hour.gauge("curfew_cache_entries{cache=logouts}", 4 * 2 + 1 + 1);
        // alice, rita, rosa and carol by their sids; sessions of dora, erin, fred and hans by themselves
        hour.gauge("curfew_cache_entries{cache=logouts}", 4 + 4);
    }

    /** What is open while the last scrape is taken. */
    private static void openThings(ScriptedHour hour) throws IOException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String cookie = Scene.SESSION_COOKIE + "=" + Scene.sessionCookie(hour.signIn("orders", "zoe", "sid-zoe"));
        try (WebSocketTalk talk = WebSocketTalk.open(client, hour.scene.url("/orders/echo"), "", "Cookie", cookie);
                EventWatch watch = EventWatch.open(hour.scene.port(), "/orders/", cookie);
                Socket stream = new Socket(InetAddress.getLoopbackAddress(), hour.scene.port())) {
            hour.decided("session");
            hour.answered("orders", "1xx");
            hour.gauge("curfew_open_exchanges{kind=web_socket}", 1);
            assertEquals("still here", talk.ask("still here"));

            watch.await("event: session");
            hour.decided("own_path");
            hour.gauge("curfew_session_watchers", 1);

            stream.getOutputStream().write(Wire.request("GET", "/app/events").getBytes(StandardCharsets.US_ASCII));
            assertEquals("HTTP/1.1 200", new String(stream.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
            hour.decided("anonymous");
            hour.answered("app", "2xx");
            hour.gauge("curfew_open_exchanges{kind=event_stream}", 1);

            compare(hour);
        }
    }

    private static void compare(ScriptedHour hour) {
        // the last answer was on its way before the node was done with it
        Map<String, Double> done = hour.ledger.all();
        Waiting.until(() -> differences(done, hour.scrape().values()).isEmpty(), Duration.ofSeconds(5));
        Scrape scrape = hour.scrape();
        assertEquals(List.of(), differences(done, scrape.values()));
        assertEquals(done.keySet(), scrape.values().keySet(), "every series of the page, and no other");
        times(scrape);
    }

    /** What takes time is not known beforehand, but how its numbers go together is. */
    private static void times(Scrape scrape) {
        for (MetricsPage.Row row : MetricsPage.read().rows()) {
            if (row.type().equals("histogram")) {
                Map<String, Map<Double, Double>> buckets = new TreeMap<>();
                scrape.values().forEach((series, value) -> {
                    if (series.startsWith(row.name() + "_bucket{")) {
                        String le = series.replaceFirst(".*\\ble=([^,}]*).*", "$1");
                        String count = series.replaceFirst("_bucket\\{le=[^,}]*,?", "_count{")
                                .replace("_count{}", "_count");
                        buckets.computeIfAbsent(count, any -> new TreeMap<>())
                                .put(le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le), value);
                    }
                });
                buckets.forEach((count, bounds) -> {
                    double last = 0;
                    for (double value : bounds.values()) {
                        assertTrue(value >= last, () -> count + " " + bounds);
                        last = value;
                    }
                    assertEquals(scrape.values().get(count), last, count);
                });
            }
        }
        double tokens = number(scrape, "curfew_backchannel_token_age_seconds_count");
        assertEquals(tokens - 1, number(scrape, "curfew_backchannel_token_age_seconds_bucket{le=10.0}"), "one was old");
        assertEquals(tokens, number(scrape, "curfew_backchannel_token_age_seconds_bucket{le=30.0}"));
        double age = number(scrape, "curfew_backchannel_token_age_seconds_sum");
        assertTrue(age >= 20 && age < 20 + 5 * tokens, () -> "together " + age);
        assertTrue(number(scrape, "curfew_upstream_seconds_sum{route=orders}") > 0);
        assertEquals(0, number(scrape, "curfew_upstream_seconds_sum{route=dead}"));
    }

    private static double number(Scrape scrape, String series) {
        return Objects.requireNonNull(scrape.values().get(series), series);
    }

    /** But for what depends on how long something took. */
    private static List<String> differences(Map<String, Double> expected, Map<String, Double> said) {
        return expected.entrySet().stream()
                .filter(entry -> !Ledger.isTime(entry.getKey()))
                .filter(entry -> !entry.getValue().equals(said.get(entry.getKey())))
                .map(entry -> entry.getKey() + ": done " + entry.getValue() + ", said " + said.get(entry.getKey()))
                .toList();
    }
}
