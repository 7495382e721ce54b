package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.ground.InfinispanServers;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.ScramUser;
import io.curfew.session.SessionFilter.Field;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Sessions in Infinispan servers are listed where the servers allow it, and found by the index where they do not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteSearchIT {
    private static final int CROWD = 1_200;

    private final Route route = new RouteBuilder().build();
    private final Seal seal = new Seal(List.of(new Secret("a secret of the test")), new SecureRandom());
    private InfinispanServers servers;

    @BeforeAll
    void start() {
        servers = InfinispanServers.start(1);
    }

    @AfterAll
    void stop() {
        servers.close();
    }

    private RemoteStore connect(ScramUser user) {
        return RemoteStore.connect(
                RemoteGround.settings(servers, user, "curfew-", false), seal.keyIds(), Clock.systemUTC());
    }

    private Sessions hall(RemoteStore store) {
        return new Sessions(
                store.caches(),
                seal,
                Clock.systemUTC(),
                new SecureRandom(),
                route.session().longest());
    }

    private void begin(Sessions hall, String subject, String sid) {
        assertInstanceOf(
                LoginOutcome.Begun.class,
                hall.begin(new LoginBuilder(Instant.now())
                        .subject(subject)
                        .sid(sid)
                        .absoluteTimeout(route.session().absoluteTimeout())
                        .build()));
    }

    private static List<String> subjects(AllSessions.Outcome outcome) {
        return assertInstanceOf(AllSessions.Outcome.Found.class, outcome).sessions().stream()
                .map(live -> live.session().subject())
                .toList();
    }

    @Test
    void theGatewaysUserFindsByTheIndexAndEndsByUser() {
        try (RemoteStore store = connect(InfinispanServers.GATEWAY)) {
            Sessions hall = hall(store);
            AllSessions all = new AllSessions(store, hall, List.of(route));
            begin(hall, "carol", "carols");
            begin(hall, "carol", "carols second");
            assertInstanceOf(AllSessions.Outcome.NotAllowed.class, all.search(SessionFilter.NONE, 10, null));
            assertEquals(
                    List.of("carol"), subjects(all.search(SessionFilter.NONE.with(Field.SID, "carols"), 10, null)));
            OperatorEndings endings = new OperatorEndings(all);
            assertInstanceOf(OperatorEndings.Outcome.NotAllowed.class, endings.all(told -> {}));
            assertEquals(
                    new OperatorEndings.Outcome.Ended(2, true), endings.user(RouteBuilder.ISSUER, "carol", told -> {}));
            assertEquals(List.of(), subjects(all.search(SessionFilter.NONE.with(Field.SUBJECT, "carol"), 10, null)));
        }
    }

    @Test
    void oneThatMayListFindsAndEndsAll() {
        try (RemoteStore store = connect(InfinispanServers.ADMIN)) {
            Sessions hall = hall(store);
            AllSessions all = new AllSessions(store, hall, List.of(route));
            for (int i = 0; i < CROWD; i++) {
                begin(hall, "user-" + i, "sid-" + i);
            }
            AllSessions.Outcome.Found page = assertInstanceOf(
                    AllSessions.Outcome.Found.class,
                    all.search(SessionFilter.NONE.with(Field.CLIENT_ID, "gateway"), 10, null));
            assertEquals(10, page.sessions().size());
            assertTrue(page.complete());
            AllSessions.Outcome.Found next = assertInstanceOf(
                    AllSessions.Outcome.Found.class,
                    all.search(SessionFilter.NONE.with(Field.CLIENT_ID, "gateway"), 10, page.next()));
            assertTrue(next.sessions().stream().noneMatch(page.sessions()::contains));
            OperatorEndings.Outcome.Ended ended =
                    assertInstanceOf(OperatorEndings.Outcome.Ended.class, new OperatorEndings(all).all(told -> {}));
            assertTrue(ended.complete() && ended.sessions() >= CROWD, ended.toString());
            assertEquals(List.of(), subjects(all.search(SessionFilter.NONE, 10, null)));
        }
    }
}
