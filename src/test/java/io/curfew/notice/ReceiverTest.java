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

    private Optional<Duration> add(String id) {
        return receiver.add(session(id), clock.millis());
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
        assertEquals(Optional.of(Duration.ZERO), add("a"), "somebody has to go");
        assertEquals(Optional.empty(), add("b"), "somebody is on the way");
        assertEquals("a", attempt(TOLD));
        assertEquals(Optional.of(Duration.ZERO), delay);
        assertEquals("b", attempt(TOLD));
        assertEquals(Optional.empty(), delay);
        assertEquals(Optional.of(Duration.ZERO), add("c"));
        assertEquals(2, counts.told());
    }

    @Test
    void whatIsRefusedIsNotToldAgain() {
        add("a");
        assertEquals("a", attempt(REFUSED));
        assertEquals(Optional.empty(), delay);
        assertEquals(1, counts.failed());
    }

    @Test
    void eachFailureDoublesThePause() {
        add("a");
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            attempt(LATER);
            pauses.add(delay.orElseThrow().toSeconds());
            clock.advance(delay.orElseThrow());
        }
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L), pauses);
        attempt(TOLD);
        add("b");
        attempt(LATER);
        assertEquals(Optional.of(Duration.ofSeconds(1)), delay, "from the beginning after a success");
    }

    @Test
    void pausesOfNodesDiffer() {
        Receiver other = receiver(0);
        other.add(session("a"), clock.millis());
        Receiver.Pending next = other.next(clock.millis()).orElseThrow();
        assertEquals(Optional.of(Duration.ofMillis(500)), other.settle(next, LATER, clock.millis()));
    }

    @Test
    void thePauseIsAsLongAsTheApplicationAsks() {
        add("a");
        attempt(new NoticeAnswer.Later("status 429", Duration.ofSeconds(20)));
        assertEquals(Optional.of(Duration.ofSeconds(20)), delay);
    }

    @Test
    void whatCannotBeDigestedKeepsNothingBack() {
        add("poison");
        add("b");
        add("c");
        assertEquals("poison", attempt(LATER));
        assertEquals("b", attempt(TOLD));
        assertEquals("c", attempt(TOLD));
        assertEquals("poison", attempt(LATER));
    }

    @Test
    void anAttemptTooManyIsNotMade() {
        add("a");
        for (int i = 0; i < Receiver.MOST_ATTEMPTS; i++) {
            assertEquals("a", attempt(LATER));
        }
        assertEquals(Optional.empty(), delay);
        assertEquals(Optional.empty(), receiver.next(clock.millis()));
        assertEquals(1, counts.failed());
    }

    /** Also when nothing waited any more. */
    @Test
    void aPauseIsKeptByWhatComesDuringIt() {
        add("a");
        for (int i = 0; i < Receiver.MOST_ATTEMPTS; i++) {
            attempt(LATER);
        }
        clock.advance(Duration.ofSeconds(10));
        assertEquals(Optional.of(Duration.ofSeconds(20)), add("b"));
        assertFalse(receiver.isBusy(clock.millis()));
    }

    @Test
    void itIsTriedForSomeMinutesFromTheFirstAttempt() {
        add("a");
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
            add("s" + i);
        }
        assertEquals(3, counts.dropped());
        assertEquals("s3", attempt(TOLD));
        assertEquals(Receiver.MOST_WAITING - 1, receiver.clear());
    }

    @Test
    void anAttemptAgainIsTheSameToken() {
        add("a");
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
        add("a");
        assertTrue(receiver.isBusy(clock.millis()));
        attempt(LATER);
        assertFalse(receiver.isBusy(clock.millis()));
        clock.advance(Duration.ofSeconds(1));
        assertTrue(receiver.isBusy(clock.millis()));
    }
}
