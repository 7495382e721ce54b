package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.curfew.config.Secret;
import io.curfew.ground.SettableClock;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * Two session halls on one store, as two nodes have them: tests write in {@link #here} and read {@link #there}. The store is
 * never cleared, because a gateway may not do that; each test has an issuer of its own instead.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TwoHalls {
    static final Secret SECRET = new Secret("a secret of the test");

    final SettableClock clock = new SettableClock();
    Sessions here;
    Sessions there;
    String issuer = LoginBuilder.ISSUER;
    private int tests;

    abstract void closeStore();

    abstract SessionCaches writtenCaches();

    /** The same store from where the other hall sees it. */
    abstract SessionCaches readCaches();

    @BeforeAll
    void open() {
        here = sessionsOn(writtenCaches(), clock);
        there = sessionsOn(readCaches(), clock);
    }

    @AfterAll
    void close() {
        closeStore();
    }

    @BeforeEach
    void useAnotherIssuer() {
        issuer = LoginBuilder.ISSUER + "/" + tests++;
    }

    static Sessions sessionsOn(SessionCaches caches, Clock clock) {
        SecureRandom random = new SecureRandom();
        return new Sessions(caches, new Seal(List.of(SECRET), random), clock, random, LoginBuilder.ABSOLUTE);
    }

    static List<String> sealKeys() {
        return new Seal(List.of(SECRET), new SecureRandom()).keyIds();
    }

    LoginBuilder login() {
        return new LoginBuilder(clock.instant()).issuer(issuer);
    }

    LoginOutcome.Begun begin(LoginBuilder login) {
        return begin(here, login);
    }

    static LoginOutcome.Begun begin(Sessions hall, LoginBuilder login) {
        return assertInstanceOf(LoginOutcome.Begun.class, hall.begin(login.build()));
    }

    /** What both halls say. */
    boolean isLive(LoginOutcome.Begun begun) {
        boolean live = there.find(begun.id(), Ground.IDLING).isPresent();
        assertEquals(live, here.find(begun.id(), Ground.IDLING).isPresent(), "the halls do not agree");
        return live;
    }

    /** Whether the store still has it, live or not. */
    boolean isStored(LoginOutcome.Begun begun) {
        return readCaches().sessions().get(begun.session().key()) != null;
    }

    /** Half of the idling timeout, so that a use of any session is worth a write. */
    void letTimePass() {
        clock.advance(Duration.ofMinutes(5));
    }
}
