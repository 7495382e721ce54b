package io.curfew.console;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.curfew.audit.AuditEvent;
import io.curfew.audit.AuditTrail;
import io.curfew.config.AccessSettings;
import io.curfew.config.CredentialSettings;
import io.curfew.config.Demands;
import io.curfew.config.LoginSettings;
import io.curfew.config.RefusalSettings;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.config.TellingSettings;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.page.Answer;
import io.curfew.session.EmbeddedStore;
import io.curfew.session.LiveSession;
import io.curfew.session.Login;
import io.curfew.session.LoginOutcome;
import io.curfew.session.Seal;
import io.curfew.session.Sessions;
import io.curfew.session.SignInPlace;
import io.curfew.session.Tokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** My sessions on a real embedded store, with browsers whose sessions are known. */
final class MySessionsGround implements AutoCloseable {
    static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";
    static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

    final SettableClock clock = new SettableClock();
    final EmbeddedStore store = EmbeddedStore.local();
    final Seal seal = new Seal(List.of(new Secret("a secret of the tests")), new SecureRandom());
    final Sessions hall = new Sessions(store.caches(), seal, clock, new SecureRandom(), Duration.ofDays(30));
    final Route orders = new RouteBuilder().path("/orders").build();
    final Route billing = new RouteBuilder().path("/billing").client("billing").build();
    final Route revoking = new RouteBuilder()
            .path("/revoking")
            .client("revoking")
            .revoke(true, true, true)
            .build();
    final Route other = new RouteBuilder()
            .path("/other")
            .issuer("https://other.example.com")
            .build();
    /** In the space of the orders, and takes bearer tokens alone. */
    private final Route api = new RouteBuilder()
            .path("/api")
            .access(new AccessSettings(
                    Demands.NONE,
                    RefusalSettings.OWN,
                    LoginSettings.PLAIN,
                    TellingSettings.NOTHING,
                    new CredentialSettings(false, true, true)))
            .build();

    final List<String> revoked = new ArrayList<>();
    final List<AuditEvent> told = new ArrayList<>();

    private AuditTrail audit() {
        AuditTrail trail = new AuditTrail(clock, new SecureRandom(), "node");
        trail.listen(told::add);
        return trail;
    }

    final MySessions sessions = new MySessions(
            hall,
            RouteBuilder.PUBLIC_URL,
            List.of(orders, billing, revoking, other, api),
            (route, tokens) -> revoked.add(route.path() + " " + tokens.refreshToken()),
            audit()::tell,
            seal,
            clock);

    LiveSession signIn(Route route, String subject, @Nullable String sid) {
        return signIn(route, subject, sid, new SignInPlace(CHROME, "192.0.2.7"));
    }

    LiveSession signIn(Route route, String subject, @Nullable String sid, SignInPlace place) {
        return assertInstanceOf(
                        LoginOutcome.Begun.class,
                        hall.begin(login(route, subject, sid).from(place)))
                .session();
    }

    LoginOutcome begin(Route route, String subject, @Nullable String sid) {
        return hall.begin(login(route, subject, sid));
    }

    private Login login(Route route, String subject, @Nullable String sid) {
        return new Login(
                route.sessionSpace(),
                subject,
                sid,
                clock.instant(),
                clock.instant(),
                Map.of("preferred_username", subject + "@example.com"),
                new Tokens("id", "access", "refresh of " + sid),
                Duration.ofHours(8));
    }

    boolean isLive(LiveSession live) {
        return hall.find(live.key(), Duration.ofMinutes(15)).isPresent();
    }

    Answer page(LiveSession... own) {
        return sessions.show(navigation("GET", own), null);
    }

    Answer json(LiveSession... own) {
        return sessions.show(call("GET", own), null);
    }

    /** By a form of the page. */
    MySessionsRequest navigation(String method, LiveSession... own) {
        return request(
                method,
                () -> List.of(own),
                Map.of("Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "navigate", "Accept", "text/html"));
    }

    MySessionsRequest call(String method, LiveSession... own) {
        return request(method, () -> List.of(own), Map.of("Accept", "application/json"));
    }

    MySessionsRequest request(String method, Supplier<List<LiveSession>> own, Map<String, String> headers) {
        return new MySessionsRequest(method, RouteBuilder.PUBLIC_URL, new HashMap<>(headers)::get, "192.0.2.1", own);
    }

    @Override
    public void close() {
        store.close();
    }
}
