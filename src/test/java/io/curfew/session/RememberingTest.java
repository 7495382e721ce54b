package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Binding;
import io.curfew.config.CookieAttributes;
import io.curfew.config.Route;
import io.curfew.config.SessionHeaders;
import io.curfew.config.SessionLimit;
import io.curfew.config.SessionRules;
import io.curfew.ground.RouteBuilder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A second cookie brings a session back, and nothing brings back what was ended. */
class RememberingTest {
    private final Route route = BrowserGround.remembering();
    private BrowserGround ground;
    private LoginOutcome.Begun begun;
    private SessionId remembered;

    @BeforeEach
    void open() {
        ground = new BrowserGround();
        begun = ground.begin(route);
        remembered = Objects.requireNonNull(begun.remembered());
    }

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void aSessionThatIdledOutIsBroughtBackUnderANewId() {
        ground.clock.advance(Duration.ofHours(2));
        assertTrue(ground.use(route, begun.id()).isEmpty());
        Recognised back = bringBack(remembered);
        SessionId id = Objects.requireNonNull(back.nextId());
        assertEquals(begun.session().key(), back.session().key());
        assertNotEquals(begun.id(), id);
        assertTrue(ground.use(route, id).isPresent());
        assertTrue(ground.use(route, begun.id()).isEmpty(), "the id that idled out");
    }

    @Test
    void aSessionWhoseCookieIsLostIsBroughtBack() {
        SessionId id = Objects.requireNonNull(bringBack(remembered).nextId());
        assertTrue(ground.use(route, id).isPresent());
    }

    @Test
    void onARouteThatDoesNotRememberNothingIsBroughtBack() {
        assertTrue(ground.browsers
                .use(BrowserGround.route(), BrowserGround.remembered(remembered))
                .isEmpty());
        assertTrue(
                ground.browsers.use(route, BrowserGround.remembered(remembered)).isPresent(), "the control");
    }

    @Test
    void theTwoCookiesAreNotInterchangeable() {
        assertTrue(ground.use(route, remembered).isEmpty());
        assertTrue(
                ground.browsers.use(route, BrowserGround.remembered(begun.id())).isEmpty());
    }

    @Test
    void aLogoutTokenEndsWhatIsRemembered() {
        ground.clock.advance(Duration.ofHours(2));
        assertEquals(1, ground.hall.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant()));
        assertTrue(
                ground.browsers.use(route, BrowserGround.remembered(remembered)).isEmpty());
    }

    @Test
    void soDoesASignOut() {
        ground.clock.advance(Duration.ofHours(2));
        LiveSession live = new SessionsToEnd(ground.hall)
                .find(route, BrowserGround.remembered(remembered))
                .orElseThrow();
        assertEquals(1, ground.hall.signOut(live));
        assertTrue(
                ground.browsers.use(route, BrowserGround.remembered(remembered)).isEmpty());
    }

    @Test
    void andASignOutOfASessionWithoutASid() {
        LoginOutcome.Begun other = (LoginOutcome.Begun) ground.hall.begin(ground.login(route, "bob", null, null));
        ground.hall.signOut(other.session());
        assertTrue(ground.browsers
                .use(route, BrowserGround.remembered(Objects.requireNonNull(other.remembered())))
                .isEmpty());
        assertTrue(
                ground.browsers.use(route, BrowserGround.remembered(remembered)).isPresent(), "the control");
    }

    @Test
    void eachReturnHasItsOwnIdAndTheOneBeforeRunsOut() {
        ground.clock.advance(Duration.ofHours(2));
        SessionId second = Objects.requireNonNull(bringBack(remembered).nextRemembered());
        ground.clock.advance(Duration.ofHours(2));
        SessionId third = Objects.requireNonNull(bringBack(second).nextRemembered());
        assertEquals(3, Set.of(remembered, second, third).size());
        ground.clock.advance(Duration.ofMinutes(2));
        assertTrue(
                ground.browsers.use(route, BrowserGround.remembered(remembered)).isEmpty());
        assertTrue(
                ground.browsers.use(route, BrowserGround.remembered(second)).isPresent(), "the next was not used yet");
    }

    @Test
    void nothingIsBroughtBackAfterTheRollingTimeout() {
        ground.clock.advance(BrowserGround.REMEMBER.rollingTimeout().minusSeconds(1));
        SessionId next = Objects.requireNonNull(bringBack(remembered).nextRemembered());
        ground.clock.advance(BrowserGround.REMEMBER.rollingTimeout());
        assertTrue(ground.browsers.use(route, BrowserGround.remembered(next)).isEmpty());
    }

    @Test
    void norAfterTheAbsoluteTimeoutHoweverOftenItCameBack() {
        SessionId id = remembered;
        for (int day = 0; day < 29; day++) {
            ground.clock.advance(Duration.ofDays(1));
            id = Objects.requireNonNull(bringBack(id).nextRemembered());
        }
        Recognised last = bringBack(id);
        ground.clock.advance(Duration.ofDays(1));
        assertTrue(ground.browsers.use(route, BrowserGround.remembered(id)).isEmpty());
        assertTrue(last.session().session().ends() <= last.session().session().expires());
    }

    @Test
    void thirtyTabsThatOpenAtOnceAreOneSession() throws Exception {
        ground.clock.advance(Duration.ofHours(2));
        List<Optional<Recognised>> tabs =
                RenewalTest.together(30, tab -> ground.browsers.use(route, BrowserGround.remembered(remembered)));
        Set<SessionId> ids = new HashSet<>();
        Set<SessionId> next = new HashSet<>();
        tabs.forEach(tab -> {
            ids.add(Objects.requireNonNull(tab.orElseThrow().nextId()));
            next.add(Objects.requireNonNull(tab.orElseThrow().nextRemembered()));
        });
        assertEquals(1, ids.size());
        assertEquals(1, next.size());
        assertTrue(ground.use(route, ids.iterator().next()).isPresent());
    }

    @Test
    void nothingRevivesASessionThatEndsWhileItIsBroughtBack() throws Exception {
        Interleavings interleavings = new Interleavings();
        Sessions hall = ground.hallOn(Intercepted.caches(ground.store.caches(), interleavings));
        BrowserSessions browsers = new BrowserSessions(hall);
        int runs = interleavings.explore(run -> {
            ground.store.caches().sessions().clear();
            ground.store.caches().logouts().clear();
            SessionId id = Objects.requireNonNull(ground.begin(route).remembered());
            ground.clock.advance(Duration.ofHours(2));
            run.together(
                    () -> browsers.use(route, BrowserGround.remembered(id)),
                    () -> hall.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant()));
            assertTrue(ground.store.caches().sessions().isEmpty(), "a session is left");
        });
        assertTrue(runs > 10, runs + " interleavings");
    }

    @Test
    void aRequestThatIsNotBoundAsTheLoginWasBringsNothingBack() {
        Route bound = new RouteBuilder()
                .rules(new SessionRules(
                        Duration.ZERO,
                        BrowserGround.REMEMBER,
                        CookieAttributes.ofHost(true),
                        "default",
                        Set.of(Binding.USER_AGENT),
                        SessionHeaders.NONE,
                        SessionLimit.NONE))
                .build();
        Login login = ground.login(bound, "bob", null, null);
        LoginOutcome.Begun one = (LoginOutcome.Begun) ground.hall.begin(new Login(
                login.space(),
                login.subject(),
                login.sid(),
                login.began(),
                login.started(),
                login.claims(),
                login.tokens(),
                login.times(),
                login.absoluteTimeout(),
                new LoginTerms(
                        "firefox", BrowserGround.REMEMBER, SessionLimit.NONE, Duration.ZERO, Duration.ZERO, null)));
        Optional<String> session = Optional.of(one.id().value());
        Optional<String> cookie =
                Optional.of(Objects.requireNonNull(one.remembered()).value());
        assertTrue(ground.browsers
                .use(bound, new Presented(session, cookie, "chrome"))
                .isEmpty());
        assertTrue(
                ground.browsers.use(bound, new Presented(session, cookie, null)).isEmpty());
        assertTrue(ground.browsers
                .use(bound, new Presented(session, Optional.empty(), "firefox"))
                .isPresent());
        assertTrue(ground.browsers
                .use(bound, new Presented(Optional.empty(), cookie, "firefox"))
                .isPresent());
    }

    private Recognised bringBack(SessionId id) {
        return ground.browsers.use(route, BrowserGround.remembered(id)).orElseThrow();
    }
}
