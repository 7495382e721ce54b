package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.curfew.config.CookieAttributes;
import io.curfew.config.RememberSettings;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.config.SessionHeaders;
import io.curfew.config.SessionLimit;
import io.curfew.config.SessionRules;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A session hall with browsers before it, on a real embedded store, and a route whose rules a test changes. */
final class BrowserGround implements AutoCloseable {
    static final Duration ROLLING = Duration.ofHours(1);
    static final RememberSettings REMEMBER =
            new RememberSettings("__Host-curfew-remember", Duration.ofDays(7), Duration.ofDays(30));

    final SettableClock clock = new SettableClock();
    final EmbeddedStore store = EmbeddedStore.local();

    /** Public name and reason of each session that was told to have ended. */
    final List<String> told = new CopyOnWriteArrayList<>();

    final Sessions hall = hallOn(store.caches());
    final BrowserSessions browsers = new BrowserSessions(hall);

    Sessions hallOn(SessionCaches caches) {
        SecureRandom random = new SecureRandom();
        return new Sessions(
                caches,
                new Seal(List.of(new Secret("a secret of the test")), random),
                clock,
                random,
                Duration.ofDays(30),
                (ended, reason) -> told.add(ended.publicId() + " " + reason.text()));
    }

    static SessionRules rules(Duration rolling, @Nullable RememberSettings remember, SessionLimit limit) {
        return new SessionRules(
                rolling,
                remember,
                CookieAttributes.ofHost(true),
                SessionRules.DEFAULT_AUDIENCE,
                Set.of(),
                SessionHeaders.NONE,
                limit);
    }

    /** Idles out after 30 minutes, ends after a day. */
    static Route route(SessionRules rules) {
        return new RouteBuilder()
                .timeouts(Duration.ofMinutes(30), Duration.ofDays(1))
                .rules(rules)
                .build();
    }

    static Route route() {
        return route(rules(ROLLING, null, SessionLimit.NONE));
    }

    static Route remembering() {
        return route(rules(ROLLING, REMEMBER, SessionLimit.NONE));
    }

    Login login(Route route, String subject, @Nullable String sid, @Nullable SessionKey replaced) {
        Instant now = clock.instant();
        return new Login(
                route.sessionSpace(),
                subject,
                sid,
                now,
                now,
                Map.of(),
                LoginBuilder.TOKENS,
                TokenTimes.UNKNOWN,
                route.session().absoluteTimeout(),
                new LoginTerms(
                        null,
                        route.session().rules().remember(),
                        route.session().rules().limit(),
                        route.session().idlingTimeout(),
                        route.session().rules().rollingTimeout(),
                        replaced));
    }

    LoginOutcome.Begun begin(Route route) {
        return assertInstanceOf(LoginOutcome.Begun.class, hall.begin(login(route, "alice", "sid-1", null)));
    }

    Optional<Recognised> use(Route route, SessionId id) {
        return browsers.use(route, with(id));
    }

    static Presented with(SessionId id) {
        return new Presented(Optional.of(id.value()), Optional.empty(), null);
    }

    static Presented remembered(SessionId id) {
        return new Presented(Optional.empty(), Optional.of(id.value()), null);
    }

    /** Uses the session often enough that it does not idle out, and returns what the last use gave. */
    Optional<Recognised> useFor(Route route, SessionId id, Duration time) {
        Optional<Recognised> used = use(route, id);
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusMinutes(5)) {
            clock.advance(Duration.ofMinutes(5));
            used = use(route, id);
        }
        return used;
    }

    @Override
    public void close() {
        store.close();
    }
}
