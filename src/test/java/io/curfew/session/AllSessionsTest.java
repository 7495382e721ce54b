package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route;
import io.curfew.session.SessionFilter.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operators find everybody's sessions, as they are and no others. */
class AllSessionsTest {
    private final BrowserGround ground = new BrowserGround();
    private final Route route = BrowserGround.route();
    private final AllSessions all = new AllSessions(ground.store, ground.hall, List.of(route));

    @AfterEach
    void close() {
        all.close();
        ground.close();
    }

    private LiveSession begin(String subject, @Nullable String sid, @Nullable String address) {
        Login login = ground.login(route, subject, sid, null).from(new SignInPlace("Browser", address));
        LiveSession begun = assertInstanceOf(LoginOutcome.Begun.class, ground.hall.begin(login))
                .session();
        ground.clock.advance(Duration.ofSeconds(1));
        return begun;
    }

    private AllSessions.Outcome.Found search(SessionFilter filter, int most, @Nullable String cursor) {
        return assertInstanceOf(AllSessions.Outcome.Found.class, all.search(filter, most, cursor));
    }

    private List<SessionKey> found(SessionFilter filter) {
        AllSessions.Outcome.Found found = search(filter, 200, null);
        assertTrue(found.complete());
        assertNull(found.next());
        return found.sessions().stream().map(LiveSession::key).toList();
    }

    private List<SessionKey> found(Field field, String text) {
        return found(SessionFilter.NONE.with(field, text));
    }

    @Test
    void byEachField() {
        LiveSession alice = begin("alice", "sid-1", "192.0.2.1");
        LiveSession second = begin("alice", "sid-2", "192.0.2.2");
        LiveSession bob = begin("bob", null, "192.0.2.1");

        assertEquals(List.of(bob.key(), second.key(), alice.key()), found(SessionFilter.NONE), "the newest first");
        assertEquals(List.of(second.key(), alice.key()), found(Field.SUBJECT, "alice"));
        assertEquals(List.of(), found(Field.SUBJECT, "alic"));
        assertEquals(List.of(second.key()), found(Field.SID, "sid-2"));
        assertEquals(List.of(bob.key()), found(Field.USER_NAME, "OB"));
        assertEquals(List.of(bob.key(), alice.key()), found(Field.ADDRESS, "192.0.2.1"));
        assertEquals(3, found(Field.ROUTE, route.name()).size());
        assertEquals(List.of(), found(Field.ROUTE, "no route"));
        assertEquals(3, found(Field.CLIENT_ID, route.registration().clientId()).size());
        assertEquals(List.of(), found(Field.CLIENT_ID, "other"));
        assertEquals(3, found(Field.ISSUER, route.registration().issuer()).size());
        assertEquals(List.of(), found(Field.ISSUER, "https://other.example"));
        assertEquals(
                List.of(),
                found(SessionFilter.NONE.with(Field.SUBJECT, "alice").with(Field.ISSUER, "https://other.example")));
        assertEquals(
                List.of(alice.key()),
                found(SessionFilter.NONE.with(Field.SUBJECT, "alice").with(Field.ADDRESS, "192.0.2.1")));
        long began = second.session().began();
        assertEquals(List.of(second.key()), found(new SessionFilter(Map.of(), began, began)));
    }

    @Test
    void pageByPageEachOnce() {
        List<SessionKey> expected = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            expected.add(0, begin("user-" + i % 3, "sid-" + i, null).key());
        }
        List<SessionKey> seen = new ArrayList<>();
        @Nullable String cursor = null;
        for (int pages = 0; pages < 3; pages++) {
            AllSessions.Outcome.Found page = search(SessionFilter.NONE, 10, cursor);
            page.sessions().forEach(live -> seen.add(live.key()));
            cursor = page.next();
            if (cursor != null) {
                // one that is newer is not on a later page
                begin("late", "late-" + pages, null);
            }
        }
        assertNull(cursor);
        assertEquals(expected, seen);
        assertInstanceOf(AllSessions.Outcome.UnknownCursor.class, all.search(SessionFilter.NONE, 10, "made.up"));
    }

    @Test
    void whatHasEndedOrCanBeOfNoUseIsNotShown() {
        LiveSession idle = begin("idle", "sid-1", null);
        ground.clock.advance(Duration.ofMinutes(29));
        LiveSession marked = begin("marked", "sid-2", null);
        LiveSession live = begin("live", "sid-3", null);
        assertEquals(List.of(live.key(), marked.key(), idle.key()), found(SessionFilter.NONE), "the control");

        ground.hall.interior().marks().write(new EndedHere(marked.key().value()), EndReason.REPLACED.forEver());
        ground.clock.advance(Duration.ofMinutes(1));
        assertEquals(List.of(live.key()), found(SessionFilter.NONE));
        assertEquals(List.of(), found(Field.SUBJECT, "marked"));
        assertEquals(List.of(), found(Field.SUBJECT, "idle"));
        assertEquals(Optional.empty(), all.find(all.name(marked)));
    }

    @Test
    void aSessionHasOneNameAndNobodyMakesAnother() {
        LiveSession alice = begin("alice", "sid-1", null);
        LiveSession bob = begin("bob", "sid-2", null);
        String name = all.name(alice);
        assertEquals(
                name, all.name(search(SessionFilter.NONE, 2, null).sessions().get(1)));
        assertNotEquals(name, all.name(bob));
        assertEquals(Optional.of(alice), all.find(name));
        assertEquals(Optional.empty(), all.find(alice.key().value()), "the store's key is no name");
        assertEquals(Optional.empty(), all.find(alice.publicId()));
        int middle = name.length() / 2;
        char other = name.charAt(middle) == 'A' ? 'B' : 'A';
        assertEquals(Optional.empty(), all.find(name.substring(0, middle) + other + name.substring(middle + 1)));
        String cursor =
                Objects.requireNonNull(search(SessionFilter.NONE, 1, null).next());
        assertEquals(Optional.empty(), all.find(cursor), "a cursor is no name");
    }
}
