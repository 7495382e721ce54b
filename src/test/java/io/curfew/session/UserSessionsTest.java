package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route;
import io.curfew.config.SessionLimit;
import io.curfew.config.SessionSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which sessions are a user's, and looking at one without using it. */
class UserSessionsTest {
    private final BrowserGround ground = new BrowserGround();
    private final UserSessions users = new UserSessions(ground.hall);
    private final Route route = BrowserGround.route();

    @AfterEach
    void close() {
        ground.close();
    }

    private LoginOutcome.Begun begin(Route of, String subject, @Nullable String sid) {
        return assertInstanceOf(LoginOutcome.Begun.class, ground.hall.begin(ground.login(of, subject, sid, null)));
    }

    private static Set<SessionKey> keys(List<LiveSession> sessions) {
        return sessions.stream().map(LiveSession::key).collect(Collectors.toSet());
    }

    @Test
    void allOfTheUserAndNobodyElses() {
        LiveSession mine = begin(route, "alice", "sid-1").session();
        LiveSession elsewhere = begin(route, "alice", null).session();
        LiveSession others = begin(route, "bob", "sid-1").session();
        UserSessions.Found found = users.of(List.of(mine), 10);
        assertEquals(Set.of(mine.key(), elsewhere.key()), keys(found.sessions()));
        assertEquals(0, found.more());
        assertEquals(Optional.of(elsewhere), users.find(List.of(mine), elsewhere.publicId()));
        assertEquals(Optional.empty(), users.find(List.of(mine), others.publicId()));
        assertEquals(Optional.of(others), users.find(List.of(others), others.publicId()), "the control");
        assertEquals(Optional.empty(), users.find(List.of(mine), elsewhere.key().value()));
    }

    @Test
    void whatHasEndedIsNotFoundAlsoWhereItsEntryIsStillThere() {
        LiveSession mine = begin(route, "alice", "sid-1").session();
        LiveSession marked = begin(route, "alice", "sid-2").session();
        ground.hall.interior().marks().write(new EndedHere(marked.key().value()), EndReason.REPLACED.forEver());
        assertEquals(Set.of(mine.key()), keys(users.of(List.of(mine), 10).sessions()));
        assertEquals(Optional.empty(), users.find(List.of(mine), marked.publicId()));
    }

    @Test
    void noMoreAreReadThanAskedForAndTheRestIsCounted() {
        List<LiveSession> all = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            all.add(begin(route, "alice", "sid-" + i).session());
            ground.clock.advance(Duration.ofSeconds(1));
        }
        LiveSession mine = all.get(0);
        UserSessions.Found found = users.of(List.of(mine), 120);
        assertEquals(130, found.more());
        Set<SessionKey> expected = keys(all.subList(131, 250));
        expected.add(mine.key());
        assertEquals(expected, keys(found.sessions()), "its own and the newest");
        assertEquals(
                all.get(1).key(),
                users.find(List.of(mine), all.get(1).publicId()).orElseThrow().key());
    }

    @Test
    void lookingIsNoUse() {
        LoginOutcome.Begun begun = begin(route, "alice", "sid-1");
        long begunAt = begun.session().session().lastSeen();
        ground.clock.advance(Duration.ofMinutes(29));
        LiveSession seen =
                ground.browsers.look(route, BrowserGround.with(begun.id())).orElseThrow();
        assertEquals(begunAt, seen.session().lastSeen());
        ground.clock.advance(Duration.ofMinutes(1));
        assertTrue(ground.browsers.look(route, BrowserGround.with(begun.id())).isEmpty(), "idle for too long");
        assertTrue(ground.use(route, begun.id()).isEmpty());
    }

    @Test
    void lookingRenewsNoIdAndTakesNoneThatWasRenewedAway() {
        LoginOutcome.Begun begun = begin(route, "alice", "sid-1");
        SessionId next = Objects.requireNonNull(ground.useFor(route, begun.id(), Duration.ofMinutes(50))
                .orElseThrow()
                .nextId());
        Session before = ground.browsers
                .look(route, BrowserGround.with(begun.id()))
                .orElseThrow()
                .session();
        assertTrue(ground.browsers.look(route, BrowserGround.with(next)).isPresent());
        assertEquals(
                before,
                ground.hall
                        .find(begun.session().key(), any -> true)
                        .orElseThrow()
                        .session());

        ground.use(route, next);
        ground.clock.advance(Duration.ofMinutes(2));
        assertTrue(ground.browsers.look(route, BrowserGround.with(begun.id())).isEmpty());
        assertTrue(ground.browsers.look(route, BrowserGround.with(next)).isPresent(), "the control");
    }

    @Test
    void whatCanBeBroughtBackIsOfUseAndWhatCannotIsNot() {
        LiveSession plain = begin(route, "alice", "sid-1").session();
        Route remembering = BrowserGround.remembering();
        LoginOutcome.Begun remembered = begin(remembering, "alice", "sid-2");
        assertTrue(users.isOfUse(plain, route.session()));
        ground.clock.advance(Duration.ofMinutes(31));
        assertFalse(users.isOfUse(plain, route.session()));
        assertTrue(users.isOfUse(remembered.session(), remembering.session()));
        assertFalse(users.isOfUse(remembered.session(), route.session()), "where nothing is remembered");
        assertTrue(ground.browsers
                .look(remembering, BrowserGround.with(remembered.id()))
                .isEmpty());
        ground.clock.advance(Duration.ofDays(8));
        assertFalse(users.isOfUse(remembered.session(), remembering.session()));
    }

    @Test
    void anIdThatIsOverIsOfNoUse() {
        Route rolling = BrowserGround.route(BrowserGround.rules(Duration.ofMinutes(10), null, SessionLimit.NONE));
        LiveSession live = begin(rolling, "alice", "sid-1").session();
        SessionSettings settings = rolling.session();
        ground.clock.advance(Duration.ofMinutes(9));
        assertTrue(users.isOfUse(live, settings));
        ground.clock.advance(Duration.ofMinutes(1));
        assertFalse(users.isOfUse(live, settings));
    }

    @Test
    void withoutTheStoreNobodySaysAnything() {
        LiveSession mine = begin(route, "alice", "sid-1").session();
        boolean[] down = new boolean[1];
        UserSessions failing = new UserSessions(ground.hallOn(Intercepted.caches(ground.store.caches(), () -> {
            if (down[0]) {
                throw new IllegalStateException("the store is down");
            }
        })));
        assertEquals(1, failing.of(List.of(mine), 10).sessions().size());
        down[0] = true;
        assertThrows(StoreUnavailableException.class, () -> failing.of(List.of(mine), 10));
        assertThrows(StoreUnavailableException.class, () -> failing.find(List.of(mine), mine.publicId()));
    }
}
