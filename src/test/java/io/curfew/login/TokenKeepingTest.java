package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a session when its tokens are due, by what the provider says. */
class TokenKeepingTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final SettableClock clock = new SettableClock();
    private final List<Tokens> discarded = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private EmbeddedStore store;
    private Sessions sessions;
    private TokenKeeping keeping;
    private Route route;
    private volatile BiFunction<Registration, Held, RefreshOutcome> provider = (registration, held) -> renewed();

    @BeforeEach
    void open() {
        store = EmbeddedStore.local();
        use(telling(RefreshFailure.END, 0, 0));
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        keeping.close();
        store.close();
    }

    private static Route telling(RefreshFailure failure, long interval, long limit) {
        return new RouteBuilder()
                .tokenHeader("authorization", true)
                .tokens(new TokenSettings(true, failure, Duration.ofSeconds(interval), Duration.ofSeconds(limit)))
                .build();
    }

    private void use(Route changed) {
        route = changed;
        SecureRandom random = new SecureRandom();
        Seal seal = new Seal(List.of(new Secret("a secret of the tests")), random);
        sessions = new Sessions(store.caches(), seal, clock, random, Duration.ofDays(1));
        TokenRenewals renewals = new TokenRenewals(store.caches(), sessions, seal, clock);
        BiFunction<Registration, Held, RefreshOutcome> noted = (registration, held) -> {
            asked.add(held.refreshToken());
            return provider.apply(registration, held);
        };
        keeping = new TokenKeeping(
                new TokenPolicies(List.of(route), clock),
                sessions,
                new TokenRenewal(sessions, renewals, noted, new UserClaims(List.of(route)), LoginTrail.NONE, clock),
                (of, tokens) -> discarded.add(tokens),
                clock);
    }

    private RefreshOutcome renewed() {
        int number = answers.incrementAndGet();
        return new RefreshOutcome.Renewed(
                "access " + number,
                "refresh " + number,
                "id " + number,
                Map.of("sub", "alice", "role", "clerk " + number),
                OptionalLong.of(300));
    }

    private LiveSession signIn() {
        return signIn("refresh 0");
    }

    private LiveSession signIn(@Nullable String refreshToken) {
        LoginOutcome outcome = sessions.begin(new Login(
                route.sessionSpace(),
                "alice",
                "sid-1",
                clock.instant(),
                clock.instant(),
                Map.of("sub", "alice", "role", "clerk"),
                new Tokens("id 0", "access 0", refreshToken),
                new TokenPolicies(List.of(route), clock)
                        .atLogin(route.sessionSpace(), refreshToken != null, OptionalLong.of(300)),
                Duration.ofHours(8),
                LoginTerms.NONE));
        return assertInstanceOf(LoginOutcome.Begun.class, outcome).session();
    }

    /** The session as a request finds it; the test has it used before, so it is never idle. */
    private Optional<LiveSession> found(LiveSession live) {
        return sessions.find(live.key(), Duration.ZERO);
    }

    private Optional<LiveSession> request(LiveSession live) {
        return found(live)
                .filter(session -> sessions.touch(session, Duration.ZERO))
                .flatMap(this::found)
                .flatMap(session -> keeping.keep(route, session));
    }

    private String accessToken(Optional<LiveSession> live) {
        return sessions.tokens(live.orElseThrow()).orElseThrow().accessToken();
    }

    private void pass(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void freshTokensAreLeftAlone() {
        LiveSession live = signIn();
        pass(269);
        LiveSession found = found(live).orElseThrow();
        assertSame(found, keeping.keep(route, found).orElseThrow());
        assertEquals(List.of(), asked);
    }

    @Test
    void tokensThatAreDueAreRefreshedOnce() {
        LiveSession live = signIn();
        pass(270);

        assertEquals("access 1", accessToken(request(live)));
        assertEquals("access 1", accessToken(request(live)));

        assertEquals(List.of("refresh 0"), asked);
        assertEquals(
                Map.of("sub", "alice", "role", "clerk 1"),
                found(live).orElseThrow().session().claims());
        pass(270);
        assertEquals("access 2", accessToken(request(live)));
        assertEquals(List.of("refresh 0", "refresh 1"), asked, "the refresh token rotates");
    }

    @Test
    void aRouteWithoutTheWishLeavesThemAlone() {
        Route without = new RouteBuilder().tokenHeader("authorization", true).build();
        use(without);
        LiveSession live = signIn();
        pass(1_000);
        assertEquals("access 0", accessToken(request(live)));
        assertEquals(List.of(), asked);
    }

    @Test
    void aSessionOfAnEarlierVersionIsLookedAfterAtOnce() {
        use(new RouteBuilder().build());
        LiveSession live = signIn();
        use(telling(RefreshFailure.END, 0, 0));
        assertEquals("access 1", accessToken(request(live)));
    }

    @Test
    void withoutANewIdTokenTheOldOneAndItsClaimsStay() {
        provider = (registration, held) ->
                new RefreshOutcome.Renewed("access 1", null, null, Map.of(), OptionalLong.of(300));
        LiveSession live = signIn();
        pass(270);

        Tokens tokens = sessions.tokens(request(live).orElseThrow()).orElseThrow();

        assertEquals(new Tokens("id 0", "access 1", "refresh 0"), tokens);
        assertEquals("clerk", found(live).orElseThrow().session().claims().get("role"));
    }

    @Test
    void ofManyRequestsOneAsksAndTheOthersGoOn() throws Exception {
        LiveSession live = signIn();
        pass(270);
        CountDownLatch under = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        provider = (registration, held) -> {
            under.countDown();
            await(go);
            return renewed();
        };
        Future<Optional<LiveSession>> first = threads.submit(() -> request(live));
        assertTrue(under.await(LIMIT.toSeconds(), TimeUnit.SECONDS));

        for (int i = 0; i < 50; i++) {
            assertEquals("access 0", accessToken(request(live)), "the old one lives");
        }
        go.countDown();

        assertEquals("access 1", accessToken(first.get(LIMIT.toSeconds(), TimeUnit.SECONDS)));
        assertEquals(1, asked.size());
    }

    @Test
    void aHundredAtOnceAskOnce() throws Exception {
        LiveSession live = signIn();
        pass(400);
        List<Callable<String>> requests = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            requests.add(() -> accessToken(request(live)));
        }
        for (Future<String> token : threads.invokeAll(requests)) {
            assertTrue(List.of("access 0", "access 1").contains(token.get()), token.get());
        }
        assertEquals(1, asked.size());
    }

    @Test
    void whoFindsTheTokenExpiredWaitsForTheNewOne() throws Exception {
        LiveSession live = signIn();
        pass(301);
        CountDownLatch under = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        provider = (registration, held) -> {
            under.countDown();
            await(go);
            return renewed();
        };
        Future<Optional<LiveSession>> first = threads.submit(() -> request(live));
        assertTrue(under.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
        Future<Optional<LiveSession>> other = threads.submit(() -> request(live));
        assertFalse(Waiting.until(other::isDone, Duration.ofMillis(300)), "it did not wait");
        go.countDown();

        assertEquals("access 1", accessToken(other.get(LIMIT.toSeconds(), TimeUnit.SECONDS)));
        assertEquals("access 1", accessToken(first.get(LIMIT.toSeconds(), TimeUnit.SECONDS)));
    }

    @Test
    void aRefusalEndsTheSession() {
        provider = (registration, held) -> new RefreshOutcome.Refused("invalid_grant");
        LiveSession live = signIn();
        pass(270);

        assertTrue(request(live).isEmpty());
        assertTrue(found(live).isEmpty());
        assertEquals(List.of(), discarded);
        assertEquals(1, keeping.counts().refused());
    }

    @Test
    void aRefusalKeepsTheSessionIfThatIsAskedFor() {
        use(telling(RefreshFailure.KEEP, 0, 0));
        provider = (registration, held) -> new RefreshOutcome.Refused("invalid_grant");
        LiveSession live = signIn();
        pass(270);

        assertEquals("access 0", accessToken(request(live)));
        pass(10_000);
        assertEquals("access 0", accessToken(request(live)));
        assertEquals(1, asked.size(), "a refresh token that was refused is not sent again");
    }

    @Test
    void aProviderThatIsDownEndsNothingAndIsAskedAgain() {
        provider = (registration, held) -> new RefreshOutcome.Unavailable("it is down");
        LiveSession live = signIn();
        pass(301);

        assertEquals("access 0", accessToken(request(live)));
        assertEquals("access 0", accessToken(request(live)));
        assertEquals(1, asked.size(), "not at once");
        pass(10_000);
        assertEquals("access 0", accessToken(request(live)));
        assertEquals(2, asked.size());

        provider = (registration, held) -> renewed();
        pass(10);
        assertEquals("access 1", accessToken(request(live)));
        assertEquals(List.of("refresh 0", "refresh 0", "refresh 0"), asked);
        assertEquals(2, keeping.counts().unanswered());
        assertEquals(1, keeping.counts().renewed());
        assertEquals(0, keeping.counts().refused());
    }

    @Test
    void afterNoAnswerNobodyAsksForAWhileAboutOthersEither() {
        provider = (registration, held) -> new RefreshOutcome.Unavailable("it is down");
        LiveSession one = signIn();
        LiveSession other = signIn("another");
        pass(270);
        request(one);
        request(other);
        assertEquals(1, asked.size());
        pass(2);
        request(other);
        assertEquals(List.of("refresh 0", "another"), asked);
    }

    @Test
    void aCheckedSessionEndsWhenTheProviderIsSilentForTooLong() {
        use(telling(RefreshFailure.END, 60, 600));
        provider = (registration, held) -> new RefreshOutcome.Unavailable("it is down");
        LiveSession live = signIn();
        pass(60);
        assertTrue(request(live).isPresent());
        pass(599);
        assertTrue(request(live).isPresent());
        pass(10);
        assertTrue(request(live).isEmpty());
        assertEquals(3, asked.size());
    }

    @Test
    void theLimitHoldsForSessionsThatNobodyGotToAskAbout() {
        use(telling(RefreshFailure.END, 60, 600));
        provider = (registration, held) -> new RefreshOutcome.Unavailable("it is down");
        List<LiveSession> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(signIn());
        }
        pass(60);
        many.forEach(live -> assertTrue(request(live).isPresent()));
        assertEquals(1, asked.size());
        pass(600);
        many.forEach(live -> assertTrue(request(live).isEmpty()));
        assertEquals(2, asked.size());
    }

    @Test
    void anAnswerInBetweenStartsTheLimitAnew() {
        use(telling(RefreshFailure.END, 60, 600));
        LiveSession live = signIn();
        for (int i = 0; i < 3; i++) {
            provider = (registration, held) -> new RefreshOutcome.Unavailable("it is down");
            pass(400);
            assertTrue(request(live).isPresent());
            provider = (registration, held) -> renewed();
            pass(10);
            assertTrue(request(live).isPresent());
        }
        assertEquals(6, asked.size());
    }

    @Test
    void aCheckFindsThatTheProvidersSessionIsOver() {
        use(new RouteBuilder()
                .tokens(new TokenSettings(true, RefreshFailure.END, Duration.ofSeconds(60), Duration.ZERO))
                .build());
        LiveSession live = signIn();
        pass(60);
        assertTrue(request(live).isPresent());
        provider = (registration, held) -> new RefreshOutcome.Refused("invalid_grant");
        pass(47);
        assertTrue(request(live).isPresent(), "not due yet");
        pass(13);
        assertTrue(request(live).isEmpty());
        assertEquals(2, asked.size());
    }

    @Test
    void whatCannotBeAskedAboutEndsAtTheLimit() {
        use(telling(RefreshFailure.END, 60, 600));
        LiveSession live = signIn(null);
        pass(60);
        assertTrue(request(live).isPresent());
        pass(599);
        assertTrue(request(live).isPresent());
        pass(1);
        assertTrue(request(live).isEmpty());
        assertEquals(List.of(), asked);
    }

    @Test
    void whatCannotBeAskedAboutLivesOnWithoutALimit() {
        use(telling(RefreshFailure.END, 60, 0));
        LiveSession live = signIn(null);
        for (int i = 0; i < 5; i++) {
            pass(3_600);
            assertTrue(request(live).isPresent());
        }
    }

    @Test
    void aLogoutWhileTheProviderIsAskedWinsAndTheNewTokensAreDropped() {
        LiveSession live = signIn();
        pass(270);
        provider = (registration, held) -> {
            sessions.endSid(RouteBuilder.ISSUER, "sid-1", clock.instant());
            return renewed();
        };

        assertTrue(request(live).isEmpty());

        assertTrue(store.caches().sessions().isEmpty());
        assertEquals(List.of(new Tokens("id 1", "access 1", "refresh 1")), discarded);
    }

    @Test
    void aSessionThatIsUsedOverAnOpenConnectionIsLookedAfterToo() {
        provider = (registration, held) -> new RefreshOutcome.Refused("invalid_grant");
        LiveSession live = signIn();
        keeping.keepInBackground(live);
        pass(270);
        assertTrue(found(live).isPresent());

        keeping.keepInBackground(live);

        assertTrue(Waiting.until(() -> found(live).isEmpty(), LIMIT));
        assertEquals(1, asked.size());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
