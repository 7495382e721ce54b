package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EmbeddedClusterTest {
    @Test
    void whatOneNodeEndsIsOverOnAll() {
        long start = System.nanoTime();
        try (ClusterGround ground = ClusterGround.of(3)) {
            System.out.println("up " + (System.nanoTime() - start) / 1000000);
            for (int i = 0; i < 50; i++) {
                Login login = new LoginBuilder(Instant.now()).sid("sid-" + i).build();
                var begun = (LoginOutcome.Begun) ground.sessions(i % 3).begin(login);
                for (int node = 0; node < 3; node++) {
                    assertTrue(ground.sessions(node)
                            .find(begun.id(), Ground.IDLING)
                            .isPresent());
                }
                assertEquals(1, ground.sessions((i + 1) % 3).endSid(LoginBuilder.ISSUER, "sid-" + i, Instant.now()));
                ground.sessions((i + 1) % 3).awaitEverywhere();
                for (int node = 0; node < 3; node++) {
                    assertTrue(ground.sessions(node)
                            .find(begun.id(), Ground.IDLING)
                            .isEmpty());
                }
            }
            System.out.println("done " + (System.nanoTime() - start) / 1000000);
        }
    }
}
