package io.curfew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Settings;
import io.curfew.doctor.Diagnosis;
import io.curfew.doctor.Finding;
import io.curfew.doctor.FindingCode;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The doctor on an operator's demand: one at a time, and nobody waits for ever. */
class ExaminationTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<Diagnosis> FOUND = List.of(
            new Diagnosis(
                    null, null, List.of(), List.of(), List.of(new Finding(FindingCode.CONFIGURATION_NOTICE, "a <b>"))),
            new Diagnosis("https://id.example.com", "gateway", List.of("fine"), List.of(), List.of()));

    private final Settings settings =
            new Settings(RouteBuilder.PUBLIC_URL, List.of(), List.of(new RouteBuilder().build()));

    private Examination examination(Duration limit, Function<Settings, List<Diagnosis>> doctor) {
        return new Examination(doctor, settings, limit);
    }

    @Test
    void whatIsFoundIsADocument() {
        Examination examination = examination(LIMIT, any -> FOUND);
        String document = examination.get().orElseThrow();
        assertTrue(
                document.startsWith("{\"findings\":[{\"code\":\"configuration_notice\",\"severity\":\"warning\","
                        + "\"issuer\":null,\"client_id\":null,\"what\":\"a \\u003cb>\",\"why\":\""),
                document);
        assertEquals(document, examination.get().orElseThrow(), "again");
    }

    @Test
    void nobodyExaminesBesideSomebody() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Examination examination = examination(LIMIT, any -> {
            begun.countDown();
            await(goOn);
            return FOUND;
        });
        CompletableFuture<Optional<String>> first = CompletableFuture.supplyAsync(examination);
        begun.await();
        assertEquals(Optional.empty(), examination.get());
        goOn.countDown();
        assertTrue(first.get().isPresent());
        assertTrue(examination.get().isPresent());
    }

    @Test
    void whoeverWaitsTooLongIsLetGoAndTheExaminationStillCounts() {
        CountDownLatch goOn = new CountDownLatch(1);
        Examination examination = examination(Duration.ofMillis(50), any -> {
            await(goOn);
            return FOUND;
        });
        assertEquals(Optional.empty(), examination.get());
        assertEquals(Optional.empty(), examination.get(), "the first one still asks");
        goOn.countDown();
        assertTrue(Waiting.until(() -> examination.get().isPresent(), LIMIT));
    }

    @Test
    void oneThatFailsMakesRoom() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Examination examination = examination(LIMIT, any -> {
            if (broken.get()) {
                throw new IllegalStateException("broken");
            }
            return FOUND;
        });
        assertEquals(Optional.empty(), examination.get());
        broken.set(false);
        assertTrue(Waiting.until(() -> examination.get().isPresent(), LIMIT));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
