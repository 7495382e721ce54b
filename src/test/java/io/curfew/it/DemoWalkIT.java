package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.demo.DemoStage;
import io.curfew.demo.DemoWalk;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code ./demo --check} plays. */
@ExtendWith(SharedServers.class)
final class DemoWalkIT {
    private final DemoStage stage;

    DemoWalkIT(DemoStage stage) {
        this.stage = stage;
    }

    @Test
    void everyStepOfTheDemoGoesAsItShould() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        boolean passed = new DemoWalk(stage, new PrintStream(told, true, StandardCharsets.UTF_8)).play();
        assertTrue(passed, () -> told.toString(StandardCharsets.UTF_8));
    }
}
