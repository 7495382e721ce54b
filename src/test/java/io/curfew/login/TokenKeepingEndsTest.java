package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.audit.AuditEvent;
import io.curfew.audit.AuditTrail;
import io.curfew.audit.LogoutWay;
import io.curfew.config.Registration;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.config.TokenSettings;
import io.curfew.config.TokenSettings.RefreshFailure;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.ground.Waiting;
import io.curfew.provider.TokenRefresh.Held;
import io.curfew.provider.TokenRefresh.RefreshOutcome;
import io.curfew.session.EmbeddedStore;
import io.curfew.session.LiveSession;
import io.curfew.session.Login;
import io.curfew.session.LoginOutcome;
import io.curfew.session.LoginTerms;
import io.curfew.session.Seal;
import io.curfew.session.Sessions;
import io.curfew.session.TokenRenewals;
import io.curfew.session.Tokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens that are nobody's, a node that stops, a crowd of which few may ask, and how long a claim lasts. */
class TokenKeepingEndsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Long beside the random seconds that keep claims of two nodes apart. */
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final SettableClock clock = new SettableClock();
    private final EmbeddedStore store = EmbeddedStore.local();
    private final Route route = new RouteBuilder()
            .tokenHeader("authorization", true)
            .providerTimeout(TIMEOUT)
            .tokens(new TokenSettings(true, RefreshFailure.END, Duration.ZERO, Duration.ZERO))
            .build();
    private final TokenPolicies policies = new TokenPolicies(List.of(route), clock);
    private final Seal seal = new Seal(List.of(new Secret("a secret of the tests")), new SecureRandom());
    private final Sessions sessions = new Sessions(store.caches(), seal, clock, new SecureRandom(), Duration.ofDays(1));
    private final List<Tokens> discarded = new CopyOnWriteArrayList<>();
    private volatile BiFunction<Registration, Held, RefreshOutcome> provider =
            (registration, held) -> new RefreshOutcome.Unavailable("not asked");
    private final List<AuditEvent> told = new ArrayList<>();
    private final TokenRenewal renewal = new TokenRenewal(
            sessions,
            new TokenRenewals(store.caches(), sessions, seal, clock),
            (registration, held) -> provider.apply(registration, held),
            new UserClaims(List.of(route)),
            new LoginTrail(trail()::tell),
            clock);
    private final TokenKeeping keeping =
            new TokenKeeping(policies, sessions, renewal, (of, tokens) -> discarded.add(tokens), clock);

    private AuditTrail trail() {
        AuditTrail trail = new AuditTrail(clock, new SecureRandom(), "node");
        trail.listen(told::add);
        return trail;
    }

    @AfterEach
    void close() {
        keeping.close();
        store.close();
    }

    private LiveSession signIn() {
        LoginOutcome outcome = sessions.begin(new Login(
                route.sessionSpace(),
                "alice",
                "sid-1",
                clock.instant(),
                clock.instant(),
                Map.of("sub", "alice"),
                new Tokens("id 0", "access 0", "refresh 0"),
                policies.atLogin(route.sessionSpace(), true, OptionalLong.of(300)),
                Duration.ofHours(8),
                LoginTerms.NONE));
        return assertInstanceOf(LoginOutcome.Begun.class, outcome).session();
    }

    private static RefreshOutcome renewed() {
        return new RefreshOutcome.Renewed("access 1", "refresh 1", null, Map.of(), OptionalLong.of(300));
    }

    private String accessToken(LiveSession live) {
        LiveSession found = sessions.find(live.key(), Duration.ZERO).orElseThrow();
        return sessions.tokens(found).orElseThrow().accessToken();
    }

    @Test
    void tokensOfAnotherLoginAreDiscarded() {
        provider = (registration, held) -> new RefreshOutcome.Refused("another user", "foreign", "foreign refresh");
        LiveSession live = signIn();
        clock.advance(Duration.ofSeconds(301));

        assertTrue(keeping.keep(route, live).isEmpty());

        assertEquals(List.of(new Tokens("id 0", "foreign", "foreign refresh")), discarded);
    }

    @Test
    void theEndOfASessionWhoseRefreshIsRefusedIsToldOnce() {
        provider = (registration, held) -> new RefreshOutcome.Refused("invalid_grant", null, null);
        LiveSession live = signIn();
        keeping.keep(route, live);
        assertEquals(List.of(), told, "control: nothing is due");
        clock.advance(Duration.ofSeconds(301));

        keeping.keep(route, live);
        keeping.keep(route, live);

        assertEquals(1, told.size());
        assertEquals(LogoutWay.REFRESH_REFUSED, told.get(0).how());
        assertEquals("alice", told.get(0).subject());
        assertEquals(route.name(), told.get(0).route());
    }

    @Test
    void aRefreshUnderWayIsSavedBeforeTheNodeStops() throws InterruptedException {
        CountDownLatch under = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        provider = (registration, held) -> {
            under.countDown();
            try {
                assertTrue(go.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                return new RefreshOutcome.Unavailable("interrupted");
            }
            return renewed();
        };
        LiveSession live = signIn();
        clock.advance(Duration.ofSeconds(301));
        keeping.keepInBackground(live);
        assertTrue(under.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
        Thread closing = new Thread(keeping::close);
        closing.start();
        assertFalse(Waiting.until(() -> !closing.isAlive(), Duration.ofMillis(300)), "it did not wait");
        go.countDown();
        closing.join(LIMIT.toMillis());

        assertFalse(closing.isAlive());
        assertEquals("access 1", accessToken(live));
    }

    /** Eight may ask at a time, and one of them has claimed this session; who comes with them has not seen that yet. */
    @Test
    void whoMayNotAskIsNotLeftWithAnExpiredTokenWhileAnotherAsks() throws Exception {
        CountDownLatch under = new CountDownLatch(8);
        CountDownLatch go = new CountDownLatch(1);
        provider = (registration, held) -> {
            under.countDown();
            try {
                assertTrue(go.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                return new RefreshOutcome.Unavailable("interrupted");
            }
            return renewed();
        };
        List<LiveSession> asking =
                IntStream.range(0, 8).mapToObj(number -> signIn()).toList();
        clock.advance(Duration.ofSeconds(301));
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Optional<LiveSession>>> asked = asking.stream()
                    .map(live -> threads.submit(() -> keeping.keep(route, live)))
                    .toList();
            assertTrue(under.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
            Future<Optional<LiveSession>> other = threads.submit(() -> keeping.keep(route, asking.get(7)));
            assertFalse(Waiting.until(other::isDone, Duration.ofSeconds(1)), "it went on with the old one");
            go.countDown();
            LiveSession found = other.get(LIMIT.toSeconds(), TimeUnit.SECONDS).orElseThrow();
            assertEquals("access 1", sessions.tokens(found).orElseThrow().accessToken());
            for (Future<Optional<LiveSession>> one : asked) {
                assertTrue(one.get(LIMIT.toSeconds(), TimeUnit.SECONDS).isPresent());
            }
        } finally {
            go.countDown();
            threads.shutdownNow();
        }
    }

    /** Discovery, the refresh, the keys twice, and the wait for another thread: each a whole timeout. */
    @Test
    void aClaimOutlastsAllThatItsHolderMayWaitFor() {
        TokenPolicy policy = Objects.requireNonNull(policies.of(route));
        LiveSession live = signIn();
        LiveSession claimed = renewal.claim(policy, live).orElseThrow();
        Duration length =
                Duration.ofMillis(claimed.session().times().claimedUntil()).minusMillis(clock.millis());
        Duration needed = TIMEOUT.multipliedBy(5).plusSeconds(5);
        assertTrue(length.compareTo(needed) >= 0, length::toString);
        assertTrue(length.compareTo(needed.plusSeconds(5)) < 0, length::toString);
        clock.advance(length.minusMillis(1));
        assertTrue(renewal.claim(policy, live).isEmpty());
        clock.advance(Duration.ofMillis(1));
        assertTrue(renewal.claim(policy, live).isPresent(), "the control");
    }
}
