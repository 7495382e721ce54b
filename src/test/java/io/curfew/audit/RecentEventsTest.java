package io.curfew.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.SettableClock;
import io.curfew.session.StoreUnavailableException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
    private final SettableClock clock = new SettableClock();
    private final List<String> shared = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final RecentEvents recent = new RecentEvents();
    private final ClusterEvents events = new ClusterEvents(recent, shared::add, () -> others, clock);
    private final AuditTrail trail = new AuditTrail(clock, new SecureRandom(), "node-1");

    RecentEventsTest() {
        trail.listen(recent);
    }

    private void logout(String subject) {
        clock.advance(Duration.ofMillis(1));
        trail.tell(AuditNote.logout(LogoutWay.PROVIDER, 1).user(subject, null));
    }

    private static List<String> subjects(String json) {
        return java.util.regex.Pattern.compile("\"subject\":\"([^\"]*)\"")
                .matcher(json)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void theNewestAreThereAndNoLogins() {
        for (int i = 0; i < 2_000; i++) {
            logout("user " + i);
            trail.tell(AuditNote.login().user("nobody", null));
        }

        List<String> newest = subjects(events.newest(10_000));

        assertEquals(RecentEvents.MOST_PROVEN, newest.size());
        assertEquals("user 1999", newest.get(0));
        assertEquals(List.of("user 1999", "user 1998"), subjects(events.newest(2)));
    }

    @Test
    void noFloodOfRefusalsHidesALogout() {
        logout("alice");
        for (int i = 0; i < 100_000; i++) {
            trail.tell(AuditNote.logoutRefused(LogoutWay.PROVIDER, "code " + i % 400));
        }

        assertTrue(subjects(events.newest(1_000)).contains("alice"));
        events.shareNews();
        assertTrue(subjects(shared.get(0)).contains("alice"));
    }

    @Test
    void whatIsNewIsSharedOnceAndBounded() {
        events.shareNews();
        assertEquals(List.of(), shared, "nothing to say");
        for (int i = 0; i < 500; i++) {
            logout("x".repeat(100_000) + i);
        }
        events.shareNews();
        events.shareNews();

        assertEquals(1, shared.size());
        assertTrue(shared.get(0).length() <= ClusterEvents.LONGEST_SHARED);
        assertTrue(EventText.ofText(shared.get(0)).size() > 50);

        clock.advance(Duration.ofHours(2));
        events.shareNews();
        assertEquals(2, shared.size(), "so that it does not run out");
    }

    @Test
    void whatCouldNotBeSharedIsSharedLater() {
        boolean[] down = {true};
        ClusterEvents shaky = new ClusterEvents(
                recent,
                text -> {
                    if (down[0]) {
                        throw new StoreUnavailableException("put", new IOException());
                    }
                    shared.add(text);
                },
                () -> others,
                clock);
        logout("alice");
        assertThrows(StoreUnavailableException.class, shaky::shareNews);
        down[0] = false;
        shaky.shareNews();

        assertEquals(List.of("alice"), subjects(shared.get(0)));
    }

    @Test
    void allNodesAreMergedByTime() {
        RecentEvents there = new RecentEvents();
        AuditTrail other = new AuditTrail(clock, new SecureRandom(), "node-2");
        other.listen(there);
        ClusterEvents elsewhere = new ClusterEvents(there, others::add, List::of, clock);
        IntStream.range(0, 6).forEach(i -> {
            logout("here " + i);
            clock.advance(Duration.ofMillis(1));
            other.tell(AuditNote.logout(LogoutWay.PROVIDER, 1).user("there " + i, null));
        });
        elsewhere.shareNews();
        others.add("nonsense\n12x {}\n");

        assertEquals(List.of("there 5", "here 5", "there 4", "here 4"), subjects(events.newest(4)));
    }
}
