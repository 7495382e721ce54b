package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route.SessionSpace;
import io.curfew.config.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left of a session that somebody else ended: enough to say who signs out, and nothing that lets anybody in. */
class RecentlyEndedTest {
    private static final SessionSpace SPACE = new SessionSpace(LoginBuilder.ISSUER, "gateway", "__Host-curfew");

    private final Ground ground = new Ground();
    private final Seal seal = new Seal(List.of(new Secret("a secret of the test")), new SecureRandom());
    private final RecentlyEnded ended = new RecentlyEnded(ground.embedded.caches(), seal, ground.clock);

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void aLogoutOfTheProviderLeavesTheIdTokenForAnHour() {
        assertLeft(begun -> ground.sessions.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant()));
        assertLeft(begun -> ground.sessions.endSubject(LoginBuilder.ISSUER, "alice", ground.clock.instant()));
        assertLeft(begun -> new UnprovenLogouts(ground.sessions).end(LoginBuilder.ISSUER, "sid-1"));
        assertEquals(Duration.ofHours(1), RecentlyEnded.LIFETIME);
    }

    @Test
    void ofASessionOfTheSameProviderSessionThatEndsBesidesToo() {
        LoginOutcome.Begun here = ground.begin(ground.login());
        LoginOutcome.Begun besides = ground.begin(ground.login().clientId("wiki"));

        assertEquals(2, ground.sessions.signOut(here.session()));

        assertEquals(Optional.empty(), taken(here), "its browser has just signed out");
        SessionSpace wiki = new SessionSpace(LoginBuilder.ISSUER, "wiki", "__Host-curfew");
        assertTrue(ended.take(besides.id().value(), wiki).isPresent());
    }

    @Test
    void itIsTakenOnce() {
        LoginOutcome.Begun begun = ground.begin(ground.login());
        endBySid();

        assertTrue(taken(begun).isPresent());
        assertEquals(Optional.empty(), taken(begun));
    }

    @Test
    void aLiveSessionIsNotThere() {
        assertEquals(Optional.empty(), taken(ground.begin(ground.login())));
    }

    @Test
    void itIsNothingInAnotherSpaceAndForAnotherCookie() {
        LoginOutcome.Begun begun = ground.begin(ground.login());
        endBySid();

        for (SessionSpace other : List.of(
                new SessionSpace("https://other.example", "gateway", "__Host-curfew"),
                new SessionSpace(LoginBuilder.ISSUER, "wiki", "__Host-curfew"),
                new SessionSpace(LoginBuilder.ISSUER, "gateway", "__Host-other"))) {
            assertEquals(Optional.empty(), ended.take(begun.id().value(), other), other::toString);
        }
        for (String cookie : List.of("", "x", "ended." + begun.session().key().value(), "A".repeat(43))) {
            assertEquals(Optional.empty(), ended.take(cookie, SPACE));
        }
        assertTrue(taken(begun).isPresent(), "control");
    }

    @Test
    void withoutTheKeyOfItsSealOnlyTheNameIsLeft() {
        LoginOutcome.Begun begun = ground.begin(ground.login());
        endBySid();
        RecentlyEnded withOtherSecret = new RecentlyEnded(
                ground.embedded.caches(),
                new Seal(List.of(new Secret("another secret of the test")), new SecureRandom()),
                ground.clock);

        assertEquals(
                Optional.of(new RecentlyEnded.Ended("alice", null)),
                withOtherSecret.take(begun.id().value(), SPACE));
    }

    @Test
    void itHoldsNeitherTheAccessTokenNorAnythingInClear() {
        ground.begin(ground.login());
        endBySid();

        PendingLogin entry =
                ground.embedded.caches().logins().values().iterator().next();
        String known = entry.attributes().toString();
        assertTrue(known.contains("alice"), known);
        assertFalse(known.contains("token."), known);
        String sealed = entry.attributes().getOrDefault("id_token", "");
        assertEquals(Optional.empty(), seal.open("session tokens", "any", sealed));
    }

    /** A browser that was closed has no other cookie. */
    @Test
    void theCookieThatBringsASessionBackFindsItToo() {
        try (BrowserGround browsers = new BrowserGround()) {
            LoginOutcome.Begun begun = browsers.begin(BrowserGround.remembering());
            SessionId remembered = Objects.requireNonNull(begun.remembered());
            SessionSpace space = BrowserGround.remembering().sessionSpace();
            RecentlyEnded there = new RecentlyEnded(browsers.store.caches(), seal, browsers.clock);
            browsers.hall.endSid(LoginBuilder.ISSUER, "sid-1", browsers.clock.instant());

            assertEquals(Optional.empty(), there.take(remembered.value(), space), "it is none of a session cookie");
            assertEquals(Optional.empty(), there.takeRemembered(begun.id().value(), space));
            String forged = remembered.withSecret("A".repeat(43)).value();
            assertEquals(Optional.empty(), there.takeRemembered(forged, space));
            assertTrue(there.takeRemembered(remembered.value(), space).isPresent());
        }
    }

    /** Whoever asks for several stops at the first failure. */
    @Test
    void aStoreThatDoesNotAnswerIsToldApartFromNothing() {
        LoginOutcome.Begun begun = ground.begin(ground.login());
        RecentlyEnded silent =
                new RecentlyEnded(Intercepted.without(ground.embedded.caches(), "get"), seal, ground.clock);

        assertThrows(
                StoreUnavailableException.class, () -> silent.take(begun.id().value(), SPACE));
    }

    @Test
    void whenEverybodyIsSignedOutTheLoginsUnderWayKeepTheirRoom() {
        for (int i = 0; i <= RecentlyEnded.MOST_AN_HOUR; i++) {
            ended.remember(
                    new SessionKey("key " + i),
                    ground.begin(ground.login()).session().session());
        }
        assertEquals(
                RecentlyEnded.MOST_AN_HOUR, ground.embedded.caches().logins().size());
        ground.clock.advance(RecentlyEnded.LIFETIME);
        ended.remember(
                new SessionKey("later"), ground.begin(ground.login()).session().session());
        assertTrue(ground.embedded.caches().logins().containsKey("ended.later"));
    }

    @Test
    void aStoreThatCannotRememberStillEndsTheSession() {
        LoginOutcome.Begun begun = ground.begin(ground.login());
        Sessions forgetful = ground.sessionsOn(Intercepted.without(ground.embedded.caches(), "putAsync"));

        assertEquals(1, forgetful.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant()));

        assertFalse(ground.isLive(begun));
        assertEquals(Optional.empty(), taken(begun));
    }

    private void assertLeft(Consumer<LoginOutcome.Begun> end) {
        ground.clear();
        LoginOutcome.Begun begun = ground.begin(ground.login());
        end.accept(begun);
        assertFalse(ground.isLive(begun));
        assertEquals(Optional.of(new RecentlyEnded.Ended("alice", LoginBuilder.TOKENS.idToken())), taken(begun));
    }

    private void endBySid() {
        ground.sessions.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant());
    }

    private Optional<RecentlyEnded.Ended> taken(LoginOutcome.Begun begun) {
        return ended.take(begun.id().value(), SPACE);
    }
}
