package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three nodes, of which the last is cut off from the other two. */
class SplitTest {
    private static final int LONELY = 2;
    private ClusterGround ground;

    @BeforeEach
    void start() {
        ground = ClusterGround.of(3);
    }

    @AfterEach
    void stop() {
        ground.close();
    }

    @Test
    void aLogoutOfTheLargerSideIsConfirmedOnlyWhenTheLonelyNodeHasStoppedServing() throws Exception {
        SessionId alice = begin("sid-of-alice");
        SessionId bob = begin("sid-of-bob");

        cut();
        CompletableFuture<Void> logout = CompletableFuture.runAsync(() -> {
            ground.sessions(0).endSid(LoginBuilder.ISSUER, "sid-of-alice", Instant.now());
            ground.sessions(0).awaitEverywhere();
        });
        // the writes wait for the silent node to be given up; the lease of the others must not
        int looks = 0;
        while (!logout.isDone()) {
            assertTrue(find(0, bob).isPresent(), "a node of the larger side stopped serving");
            assertTrue(find(1, bob).isPresent(), "a node of the larger side stopped serving");
            looks++;
        }
        logout.get();
        assertTrue(looks > 20, "hardly looked: " + looks);

        assertThrows(StoreUnavailableException.class, () -> find(LONELY, alice));
        assertThrows(StoreUnavailableException.class, () -> find(LONELY, bob));
        assertTrue(find(0, alice).isEmpty());
        assertTrue(find(1, bob).isPresent());
    }

    @Test
    void whatEitherSideEndsIsDeadEverywhereWhenTheyAreOneAgain() {
        SessionId alice = begin("sid-of-alice");
        SessionId bob = begin("sid-of-bob");
        SessionId carol = begin("sid-of-carol");
        List<SessionId> daves = Stream.generate(() -> begin(null)).limit(10).toList();

        cut();
        awaitLonely();
        ground.sessions(1).endSid(LoginBuilder.ISSUER, "sid-of-alice", Instant.now());
        ground.sessions(1).awaitEverywhere();
        ground.sessions(LONELY).endSid(LoginBuilder.ISSUER, "sid-of-bob", Instant.now());
        assertThrows(
                StoreUnavailableException.class, () -> ground.sessions(LONELY).awaitEverywhere());
        // the lonely side knows only those of which it has a copy, two thirds of them
        List<SessionId> signedOut = new ArrayList<>();
        for (SessionId dave : daves) {
            ground.sessions(LONELY).read(dave.key(), session -> true).ifPresent(found -> {
                ground.sessions(LONELY).signOut(found);
                signedOut.add(dave);
            });
        }
        assertFalse(signedOut.isEmpty(), "the lonely side knew none of them");

        SessionId erin = begin("sid-of-erin");

        Wires.mend(ground.store(LONELY));
        ground.awaitServing();

        for (int node = 0; node < 3; node++) {
            assertTrue(find(node, alice).isEmpty(), "alice lives on " + node);
            assertTrue(find(node, bob).isEmpty(), "bob lives on " + node);
            for (SessionId dave : daves) {
                assertEquals(!signedOut.contains(dave), find(node, dave).isPresent(), "dave on " + node);
            }
            assertTrue(find(node, carol).isPresent(), "carol is lost on " + node);
            assertTrue(find(node, erin).isPresent(), "erin, who came in the split, is lost on " + node);
        }
    }

    private void cut() {
        Wires.cut(ground.store(LONELY));
    }

    private void awaitLonely() {
        assertTrue(Waiting.until(() -> ground.store(LONELY).caches().quorum().term() == 0, Duration.ofSeconds(30)));
        assertTrue(Waiting.until(() -> ground.store(0).caches().quorum().term() != 0, Duration.ofSeconds(30)));
    }

    private SessionId begin(@Nullable String sid) {
        Login login =
                new LoginBuilder(Instant.now()).subject("of " + sid).sid(sid).build();
        return ((LoginOutcome.Begun) ground.sessions(0).begin(login)).id();
    }

    private Optional<LiveSession> find(int node, SessionId id) {
        return ground.sessions(node).find(id, Ground.IDLING);
    }
}
