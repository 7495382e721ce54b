package io.curfew.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.assertion.RevokedSession;
import io.curfew.config.NoticeSettings;
import io.curfew.config.UpstreamConnections;
import io.curfew.ground.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceiverTest {
    private static final NoticeAnswer TOLD = new NoticeAnswer.Told();
    private static final NoticeAnswer REFUSED = new NoticeAnswer.Refused("status 400");
    private static final NoticeAnswer LATER = new NoticeAnswer.Later("status 503", Duration.ZERO);

    private final SettableClock clock = new SettableClock();
    private final NoticeCounts counts = new NoticeCounts();
    private final Receiver receiver = receiver(1);

    private Receiver receiver(double jitter) {
        return new Receiver(
                "orders",
                new NoticeSettings(URI.create("https://orders.example.com/events"), "orders"),
                new UpstreamConnections(1, Optional.empty(), Optional.empty()),
                counts,
                () -> jitter);
    }

    private RevokedSession session(String id) {
        return new RevokedSession(id, "https://id.example.com", "alice", "provider", "system", clock.instant());
    }

    /** What is told next, which is the id of the session. */
    private String attempt(NoticeAnswer answer) {
        Receiver.Pending next = receiver.next(clock.millis()).orElseThrow();
        String id = receiver.token(next, (audience, revoked) -> revoked.id());
        delay = receiver.settle(next, answer, clock.millis());
        return id;
    }

    private Optional<Duration> delay = Optional.empty();

    @Test
    void oneAfterTheOtherUntilAllIsTold() {
        assertTrue(receiver.add(session("a")), "somebody has to go");
        assertFalse(receiver.add(session("b")), "somebody is on the way");
        assertEquals("a", attempt(TOLD));
        assertEquals(Optional.of(Duration.ZERO), delay);
        assertEquals("b", attempt(TOLD));
        assertEquals(Optional.empty(), delay);
        assertTrue(receiver.add(session("c")));
        assertEquals(2, counts.told());
    }

    @Test
    void whatIsRefusedIsNotToldAgain() {
        receiver.add(session("a"));
        assertEquals("a", attempt(REFUSED));
        assertEquals(Optional.empty(), delay);
        assertEquals(1, counts.failed());
    }

    @Test
    void eachFailureDoublesThePause() {
        receiver.add(session("a"));
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            attempt(LATER);
            pauses.add(delay.orElseThrow().toSeconds());
            clock.advance(delay.orElseThrow());
        }
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L), pauses);
        attempt(TOLD);
        receiver.add(session("b"));
        attempt(LATER);
        assertEquals(Optional.of(Duration.ofSeconds(1)), delay, "from the beginning after a success");
    }

    @Test
    void pausesOfNodesDiffer() {
        Receiver other = receiver(0);
        other.add(session("a"));
        Receiver.Pending next = other.next(clock.millis()).orElseThrow();
        assertEquals(Optional.of(Duration.ofMillis(500)), other.settle(next, LATER, clock.millis()));
    }

    @Test
    void thePauseIsAsLongAsTheApplicationAsks() {
        receiver.add(session("a"));
        attempt(new NoticeAnswer.Later("status 429", Duration.ofSeconds(20)));
        assertEquals(Optional.of(Duration.ofSeconds(20)), delay);
    }

    @Test
    void whatCannotBeDigestedKeepsNothingBack() {
        receiver.add(session("poison"));
        receiver.add(session("b"));
        receiver.add(session("c"));
        assertEquals("poison", attempt(LATER));
        assertEquals("b", attempt(TOLD));
        assertEquals("c", attempt(TOLD));
        assertEquals("poison", attempt(LATER));
    }

    @Test
    void anAttemptTooManyIsNotMade() {
        receiver.add(session("a"));
        for (int i = 0; i < Receiver.MOST_ATTEMPTS; i++) {
            assertEquals("a", attempt(LATER));
        }
        assertEquals(Optional.empty(), delay);
        assertEquals(Optional.empty(), receiver.next(clock.millis()));
        assertEquals(1, counts.failed());
    }

    @Test
    void itIsTriedForSomeMinutesFromTheFirstAttempt() {
        receiver.add(session("a"));
        clock.advance(Duration.ofHours(1));
        attempt(LATER);
        assertTrue(delay.isPresent(), "that it waited for others is not its fault");
        clock.advance(Receiver.LONGEST_TRYING.minusSeconds(1));
        attempt(LATER);
        assertTrue(delay.isPresent());
        clock.advance(Duration.ofSeconds(1));
        attempt(LATER);
        assertEquals(Optional.empty(), delay);
        assertEquals(1, counts.failed());
    }

    @Test
    void ofTooManyTheOldestGoes() {
        for (int i = 0; i < Receiver.MOST_WAITING + 3; i++) {
            receiver.add(session("s" + i));
        }
        assertEquals(3, counts.dropped());
        assertEquals("s3", attempt(TOLD));
        assertEquals(Receiver.MOST_WAITING - 1, receiver.clear());
    }

    @Test
    void anAttemptAgainIsTheSameToken() {
        receiver.add(session("a"));
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Receiver.Pending next = receiver.next(clock.millis()).orElseThrow();
            receiver.token(next, (audience, revoked) -> {
                made.add(audience);
                return "token";
            });
            receiver.settle(next, LATER, clock.millis());
        }
        assertEquals(List.of("orders"), made);
    }

    @Test
    void aBrokenApplicationDoesNotFillTheLog() {
        assertTrue(receiver.mayLog(clock.millis()));
        assertFalse(receiver.mayLog(clock.millis()));
        clock.advance(Duration.ofMinutes(1));
        assertTrue(receiver.mayLog(clock.millis()));
    }

    @Test
    void whoeverWaitsForItsEndWaitsForNoPause() {
        assertFalse(receiver.isBusy(clock.millis()));
        receiver.add(session("a"));
        assertTrue(receiver.isBusy(clock.millis()));
        attempt(LATER);
        assertFalse(receiver.isBusy(clock.millis()));
        clock.advance(Duration.ofSeconds(1));
        assertTrue(receiver.isBusy(clock.millis()));
    }
}
