package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators end is over, what began to begin is refused, and nobody else notices. */
class OperatorEndingsTest {
    private static final String ISSUER = RouteBuilder.ISSUER;

    private final Ground ground = new Ground();
    private final Route route = new RouteBuilder().build();
    private final AllSessions all = new AllSessions(ground.embedded, ground.sessions, List.of(route));
    private final OperatorEndings endings = new OperatorEndings(all);
    private final List<LiveSession> told = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        all.close();
        ground.close();
    }

    private LoginOutcome.Begun begin(String subject, String sid) {
        return ground.begin(ground.login().subject(subject).sid(sid));
    }

    private Optional<EndReason> reason(LoginOutcome.Begun begun) {
        LiveSession live = begun.session();
        return ground.sessions.interior().marks().reason(live.key(), live.session());
    }

    @Test
    void oneAlone() {
        LoginOutcome.Begun one = begin("alice", "sid-1");
        LoginOutcome.Begun sameSid = begin("alice", "sid-1");
        assertEquals(new OperatorEndings.Outcome.Ended(1, true), endings.one(one.session(), told::add));
        assertFalse(ground.isLive(one));
        assertTrue(ground.isLive(sameSid));
        assertEquals(Optional.of(EndReason.ADMINISTRATOR), reason(one));
        assertEquals(
                List.of(one.session().key()),
                told.stream().map(LiveSession::key).toList());
        assertEquals(new OperatorEndings.Outcome.Ended(0, true), endings.one(one.session(), told::add));
    }

    @Test
    void allOfAUserAndTheirLoginUnderWay() {
        Instant underWay = ground.clock.instant();
        LoginOutcome.Begun alice = begin("alice", "sid-1");
        // the provider's clock is ahead
        LoginOutcome.Begun ahead =
                ground.begin(ground.login().subject("alice").sid("sid-2").began(underWay.plusSeconds(20)));
        LoginOutcome.Begun bob = begin("bob", "sid-3");
        LoginOutcome.Begun elsewhere =
                ground.begin(ground.login().subject("alice").sid("sid-4").issuer("https://other.example"));

        assertEquals(new OperatorEndings.Outcome.Ended(2, true), endings.user(ISSUER, "alice", told::add));

        assertFalse(ground.isLive(alice));
        assertFalse(ground.isLive(ahead));
        assertTrue(ground.isLive(bob));
        assertTrue(ground.isLive(elsewhere));
        assertEquals(Optional.of(EndReason.ADMINISTRATOR), reason(alice));
        ground.clock.advance(Duration.ofSeconds(30));
        assertInstanceOf(
                LoginOutcome.LoggedOutMeanwhile.class,
                ground.sessions.begin(
                        ground.login().subject("alice").started(underWay).build()),
                "it was begun before, whatever the provider's clock says");
        assertTrue(ground.isLive(begin("alice", "sid-5")), "a new login lives");
    }

    @Test
    void allOfAClientAndItsLoginsUnderWay() {
        Instant underWay = ground.clock.instant();
        LoginOutcome.Begun mine = begin("alice", "sid-1");
        LoginOutcome.Begun other = ground.begin(ground.login().clientId("other"));
        LoginOutcome.Begun sameNameElsewhere = ground.begin(ground.login().issuer("https://other.example"));

        assertEquals(new OperatorEndings.Outcome.Ended(1, true), endings.client("gateway", ISSUER, told::add));
        assertFalse(ground.isLive(mine));
        assertTrue(ground.isLive(other));
        assertTrue(ground.isLive(sameNameElsewhere));

        ground.clock.advance(Duration.ofSeconds(1));
        assertInstanceOf(
                LoginOutcome.LoggedOutMeanwhile.class,
                ground.sessions.begin(ground.login().started(underWay).build()));
        assertInstanceOf(
                LoginOutcome.Begun.class,
                ground.sessions.begin(
                        ground.login().started(underWay).clientId("other").build()),
                "the control");

        assertEquals(new OperatorEndings.Outcome.Ended(1, true), endings.client("gateway", null, told::add));
        assertFalse(ground.isLive(sameNameElsewhere));
        assertTrue(ground.isLive(other));
    }

    @Test
    void allThereAreInSeveralBatches() {
        List<LoginOutcome.Begun> begun = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            begun.add(begin("user-" + i, "sid-" + i));
        }
        // one that nobody can come with any more is over too
        ground.clock.advance(Duration.ofHours(1));
        assertEquals(new OperatorEndings.Outcome.Ended(1_200, true), endings.all(told::add));
        assertTrue(begun.stream().noneMatch(ground::isLive));
        assertEquals(0, ground.embedded.caches().sessions().size());
        assertEquals(1_200, told.size());
        ground.clock.advance(Duration.ofSeconds(1));
        assertTrue(ground.isLive(begin("alice", "new")));
        assertEquals(new OperatorEndings.Outcome.Ended(1, true), endings.all(told::add));
    }

    @Test
    void whatIsLeftWhenTheTimeIsOverIsSaid() {
        for (int i = 0; i < 600; i++) {
            begin("user-" + i, "sid-" + i);
        }
        OperatorEndings hasty = new OperatorEndings(all, Duration.ofSeconds(-1));
        assertEquals(new OperatorEndings.Outcome.Ended(500, false), hasty.all(told::add));
        assertEquals(new OperatorEndings.Outcome.Ended(100, true), hasty.all(told::add));
    }

    /** Does something else just before one of the operations of the store. */
    private static final class Interruption implements Intercepted.Before {
        private final Runnable other;
        private int left;

        Interruption(int operations, Runnable other) {
            this.left = operations;
            this.other = other;
        }

        @Override
        public void operation() {
            if (left-- == 0) {
                other.run();
            }
        }
    }

    private interface Ending {
        OperatorEndings.Outcome by(OperatorEndings endings);
    }

    @Test
    void aLoginUnderWayIsOverAtWhateverMomentTheEndingComes() {
        List<Ending> each = List.of(
                by -> by.user(ISSUER, "alice", told::add),
                by -> by.client("gateway", ISSUER, told::add),
                by -> by.client("gateway", null, told::add),
                by -> by.all(told::add));
        for (Ending ending : each) {
            int refused = 0;
            int ended = 0;
            boolean came = true;
            for (int moment = 0; came; moment++) {
                ground.clear();
                Interruption interruption = new Interruption(moment, () -> ending.by(endings));
                // the provider's clock is ahead, so that its mark of the subject alone would not do
                Login login = ground.login()
                        .began(ground.clock.instant().plusSeconds(20))
                        .build();
                LoginOutcome outcome = ground.sessionsOn(Intercepted.caches(ground.embedded.caches(), interruption))
                        .begin(login);
                came = interruption.left < 0;
                if (outcome instanceof LoginOutcome.Begun begun) {
                    assertEquals(!came, ground.isLive(begun), "moment " + moment);
                    ended++;
                } else {
                    refused++;
                }
            }
            // the last one is the control, to which the ending did not come any more; others it may have ended when
            // they had just begun
            assertTrue(refused > 3 && ended > 0, refused + " refused, " + ended + " begun");
        }
    }
}
