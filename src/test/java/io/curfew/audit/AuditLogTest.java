package io.curfew.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.SettableClock;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private final List<AuditEvent> events = new ArrayList<>();
    private final List<String> server = new CopyOnWriteArrayList<>();

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path directory;

    AuditLogTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private AuditEvent event(String subject) {
        AuditTrail trail = new AuditTrail(new SettableClock(), new SecureRandom(), "node-1");
        trail.listen(events::add);
        trail.tell(AuditNote.login().user(subject, null));
        return events.get(events.size() - 1);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireLines(Path file, List<AuditEvent> expected) {
        List<String> wanted = expected.stream().map(AuditEvent::json).toList();
        assertTrue(Waiting.until(() -> lines(file).equals(wanted), LIMIT), "the lines are in the file");
    }

    @Test
    void theFileHasTheWholeEventAndTheServersLogNotWhoItWas() throws IOException {
        Path file = directory.resolve("audit.jsonl");
        try (AuditLog log = AuditLog.start(server::add, file, 100)) {
            log.accept(event("alice"));
            requireLines(file, events);
        }
        assertEquals(List.of(events.get(0).jsonWithoutWho()), server);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aFileThatWasThereIsGoneOnWith() throws IOException {
        Path file = directory.resolve("audit.jsonl");
        Files.writeString(file, "before\n");
        try (AuditLog log = AuditLog.start(server::add, file, 100)) {
            log.accept(event("alice"));
        }
        assertEquals(List.of("before", events.get(0).json()), lines(file));
    }

    @Test
    void afterARotationThereIsANewFile() throws IOException {
        Path file = directory.resolve("audit.jsonl");
        Path rotated = directory.resolve("audit.jsonl.1");
        try (AuditLog log = AuditLog.start(server::add, file, 100)) {
            log.accept(event("alice"));
            requireLines(file, events);
            Files.move(file, rotated);
            log.accept(event("bob"));
            requireLines(file, events.subList(1, 2));
        }
        requireLines(rotated, events.subList(0, 1));
    }

    @Test
    void whileTheFileCannotBeWrittenEventsWaitAndNobodyElseDoes() throws IOException {
        Path gone = directory.resolve("gone");
        Path file = gone.resolve("audit.jsonl");
        try (AuditLog log = AuditLog.start(server::add, file, 100)) {
            log.accept(event("alice"));
            log.accept(event("bob"));
            assertTrue(Waiting.until(() -> server.size() == 2, LIMIT), "the server's log has both");
            Files.createDirectory(gone);
            requireLines(file, events);
            assertEquals(0, log.lost());
        }
    }

    @Test
    void whatFindsNoRoomIsCounted() {
        Path file = directory.resolve("gone").resolve("audit.jsonl");
        AuditEvent event = event("alice");
        AuditLog log = AuditLog.start(server::add, file, 100);
        try (log) {
            for (int sent = 0; sent < 250; sent += 50) {
                IntStream.range(0, 50).forEach(i -> log.accept(event));
                int all = sent + 50;
                assertTrue(Waiting.until(() -> server.size() == all, LIMIT), "they are taken");
            }
            assertEquals(150, log.lost());
        }
        assertEquals(250, log.lost(), "and at the end the rest");
    }

    @Test
    void aLogThatHangsHoldsNobodyUp() throws InterruptedException {
        CountDownLatch hang = new CountDownLatch(1);
        AuditEvent event = event("alice");
        try (AuditLog log = AuditLog.start(
                line -> {
                    try {
                        hang.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                null,
                10)) {
            IntStream.range(0, 1_000).forEach(i -> log.accept(event));
            assertTrue(log.lost() >= 989, () -> log.lost() + " lost");
            hang.countDown();
        }
    }
}
