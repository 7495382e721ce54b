package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.ClusterSettings;
import io.curfew.ground.InfinispanServers;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two Infinispan servers and two clients of them, a hall on each. */
class RemoteContractIT extends SessionContract {
    private static final int FINDS = 1_000;
    private static final int ROUNDS = 5;

    private final InfinispanServers servers = InfinispanServers.start(2);
    private final RemoteStore store = connect();
    private final RemoteStore other = connect();

    private RemoteStore connect() {
        return RemoteStore.connect(RemoteGround.settings(servers), sealKeys(), Clock.systemUTC());
    }

    @Override
    SessionCaches writtenCaches() {
        return store.caches();
    }

    @Override
    SessionCaches readCaches() {
        return other.caches();
    }

    @Override
    void closeStore() {
        try (servers) {
            store.close();
            other.close();
        }
    }

    @Test
    void missingCachesAreCreatedByWhomMayAndServeWhoMayNot() {
        ClusterSettings.Remote missing = RemoteGround.settings(servers, InfinispanServers.GATEWAY, "made-", false);
        assertThrows(StoreRefusedException.class, () -> RemoteStore.connect(missing, sealKeys(), Clock.systemUTC()));
        try (RemoteStore creator = RemoteStore.connect(
                        RemoteGround.settings(servers, InfinispanServers.CREATOR, "made-", true),
                        sealKeys(),
                        Clock.systemUTC());
                RemoteStore gateway = RemoteStore.connect(missing, sealKeys(), Clock.systemUTC())) {
            LoginOutcome.Begun begun = begin(sessionsOn(creator.caches(), clock), login());
            assertTrue(sessionsOn(gateway.caches(), clock)
                    .find(begun.id(), Ground.IDLING)
                    .isPresent());
            assertFalse(isLive(begun), "the prefix makes another store");
        }
    }

    @Test
    void aGatewayWithAnotherSecretIsRefused() {
        StoreRefusedException refused = assertThrows(
                StoreRefusedException.class,
                () -> RemoteStore.connect(RemoteGround.settings(servers), List.of("another key"), Clock.systemUTC()));
        assertTrue(String.valueOf(refused.getMessage()).contains("another session_secret"), refused::toString);
    }

    @Test
    void allMarksOfASessionAreAskedForAtOnce() {
        LoginOutcome.Begun begun = begin(login());
        // behind a proxy it does not look like a client of servers, and each mark is asked for by itself
        Sessions oneByOne = sessionsOn(Intercepted.caches(readCaches(), () -> {}), clock);
        long before = Long.MAX_VALUE;
        long after = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            // in turns, so that a busy machine slows both
            before = Math.min(before, medianMicros(oneByOne, begun.id()));
            after = Math.min(after, medianMicros(there, begun.id()));
        }
        System.out.println("To find a session takes " + after + " us; " + before + " us with the marks one by one");
        assertTrue(after < 1.2 * before, after + " us, and " + before + " us one by one");
    }

    private static long medianMicros(Sessions hall, SessionId id) {
        long[] nanos = new long[FINDS];
        for (int i = 0; i < FINDS; i++) {
            long start = System.nanoTime();
            assertTrue(hall.find(id, Ground.IDLING).isPresent());
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[FINDS / 2] / 1000;
    }
}
