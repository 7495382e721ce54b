package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Three nodes in one process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedClusterTest {
    private static final int NODES = 3;
    private static final int ROUNDS = 50;

    private ClusterGround ground;

    @BeforeAll
    void start() {
        ground = ClusterGround.of(NODES);
    }

    @AfterAll
    void stop() {
        ground.close();
    }

    @Test
    void whatOneNodeBeginsAllKnowAndWhatOneEndsIsOverOnAll() {
        for (int round = 0; round < ROUNDS; round++) {
            Sessions here = ground.sessions(round % NODES);
            Sessions there = ground.sessions((round + 1) % NODES);
            SessionId id = begin(here, new LoginBuilder(Instant.now()).sid("sid-" + round));
            for (int node = 0; node < NODES; node++) {
                assertTrue(ground.sessions(node).find(id, Ground.IDLING).isPresent(), "unknown on " + node);
            }
            assertEquals(1, there.endSid(LoginBuilder.ISSUER, "sid-" + round, Instant.now()));
            there.awaitEverywhere();
            for (int node = 0; node < NODES; node++) {
                assertTrue(ground.sessions(node).find(id, Ground.IDLING).isEmpty(), "alive on " + node);
            }
        }
    }

    /** As in a rolling update: the later version has written a field that this one does not know. */
    @Test
    void aNodeThatSavesTheEntryOfALaterVersionLosesNothingOfIt() {
        SessionId id = begin(ground.sessions(0), new LoginBuilder(Instant.now()).sid("sid-later"));
        Session session =
                Objects.requireNonNull(ground.store(0).caches().sessions().get(id.key()));
        LaterFields later =
                new LaterFields(List.of(new WireField(99, 0, ByteBuffer.wrap("new".getBytes(StandardCharsets.UTF_8)))));
        Session written = new Session(
                session.space(),
                session.subject(),
                session.sid(),
                session.began(),
                session.started(),
                session.expires(),
                session.lastSeen() - Duration.ofMinutes(5).toMillis(),
                session.claims(),
                session.sealedTokens(),
                session.times(),
                session.standing(),
                session.sealedPlace(),
                later);
        ground.store(0).caches().sessions().put(id.key(), written, 1, TimeUnit.HOURS);

        for (int node = 1; node < NODES; node++) {
            LiveSession live = ground.sessions(node).find(id, Ground.IDLING).orElseThrow();
            assertEquals(later, live.session().later());
            assertTrue(ground.sessions(node).touch(live, Ground.IDLING));
        }

        Session saved =
                Objects.requireNonNull(ground.store(0).caches().sessions().get(id.key()));
        assertTrue(saved.lastSeen() > written.lastSeen(), "nobody saved it");
        assertEquals(later, saved.later());
    }

    private static SessionId begin(Sessions sessions, LoginBuilder login) {
        return assertInstanceOf(LoginOutcome.Begun.class, sessions.begin(login.build()))
                .id();
    }
}
