package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.curfew.config.Secret;
import io.curfew.ground.SettableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** A session hall on a real embedded store, with a clock that the test moves. */
final class Ground implements AutoCloseable {
    static final Duration IDLING = Duration.ofMinutes(15);

    final SettableClock clock = new SettableClock();
    final EmbeddedStore embedded = EmbeddedStore.local();
    final Sessions sessions = sessionsOn(embedded.caches());

    Sessions sessionsOn(SessionCaches caches) {
        SecureRandom random = new SecureRandom();
        Seal seal = new Seal(List.of(new Secret("a secret of the test")), random);
        return new Sessions(caches, seal, clock, random, LoginBuilder.ABSOLUTE);
    }

    LoginBuilder login() {
        return new LoginBuilder(clock.instant());
    }

    LoginOutcome.Begun begin(LoginBuilder login) {
        return assertInstanceOf(LoginOutcome.Begun.class, sessions.begin(login.build()));
    }

    boolean isLive(LoginOutcome.Begun begun) {
        return sessions.find(begun.id(), IDLING).isPresent();
    }

    void clear() {
        SessionCaches caches = embedded.caches();
        caches.sessions().clear();
        caches.sids().clear();
        caches.subjects().clear();
        caches.logouts().clear();
        caches.logoutTokens().clear();
        caches.logins().clear();
    }

    @Override
    public void close() {
        embedded.close();
    }
}
