package io.curfew.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.curfew.ground.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One event is one line of valid JSON, whatever its texts are. */
class EventLineTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<AuditEvent> told = new ArrayList<>();
    private final AuditTrail trail = new AuditTrail(new SettableClock(), new SecureRandom(), "node-1");

    EventLineTest() {
        trail.listen(told::add);
    }

    private AuditEvent event(AuditNote note) {
        trail.tell(note);
        return told.get(told.size() - 1);
    }

    @Test
    void whatIsNotThereIsLeftOutAndTheRestHasItsOrder() {
        AuditEvent event = event(AuditNote.logout(LogoutWay.USER, 2)
                .issuer("https://id.example.com")
                .client("gateway")
                .user("alice", "sid-1")
                .route("orders")
                .address("192.0.2.7")
                .took(Duration.ofMillis(12))
                .receipt("AAAAAAAAAAAAAAAAAAAAAA"));

        assertEquals(
                "{\"time\":\"2026-11-22T12:00:00.000Z\",\"event\":\"logout\",\"receipt\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"how\":\"user\","
                        + "\"outcome\":\"done\",\"issuer\":\"https://id.example.com\",\"client_id\":\"gateway\",\"subject\":\"alice\","
                        + "\"sid\":\"sid-1\",\"route\":\"orders\",\"address\":\"192.0.2.7\",\"sessions\":2,\"milliseconds\":12,"
                        + "\"node\":\"node-1\"}",
                event.json());
    }

    @Test
    void theServersLogDoesNotLearnWhoItWas() {
        AuditEvent event = event(AuditNote.login()
                .issuer("https://id.example.com")
                .user("alice", "sid-1")
                .address("192.0.2.7"));

        String line = event.jsonWithoutWho();

        assertFalse(line.contains("alice") || line.contains("sid-1") || line.contains("192.0.2.7"), line);
        // as OutsideText.fingerprint has it in the other lines
        assertTrue(line.contains("\"subject\":\"2bd806c97f0e\""), line);
        assertTrue(line.contains(event.receipt()), line);
    }

    @Test
    void hostileTextsMakeOneValidLine() throws IOException {
        List<String> hostile = new ArrayList<>(List.of(
                "\n{\"event\":\"login\"}\n",
                "\r\n\t\b\f\u0000\u001b[2J\u007f\u0085\u2028\u2029",
                "\",\"outcome\":\"done\",\"x\":\"",
                "\\\"\\",
                "\u202e\u2066\u200b\ufeff",
                "\ud800 alone \udc00",
                "\ud83d\ude00".repeat(5_000),
                "x".repeat(10_240),
                "\"".repeat(10_240),
                "\u0001".repeat(10_240)));
        Random random = new Random(20261123);
        for (int i = 0; i < 2_000; i++) {
            hostile.add(random.ints(random.nextInt(40), 0, 0x10000)
                    .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                    .toString());
        }
        for (String text : hostile) {
            AuditEvent event = event(AuditNote.logout(LogoutWay.PROVIDER, 1)
                    .issuer(text)
                    .client(text)
                    .user(text, text)
                    .route(text)
                    .address(text)
                    .by(text, text, text));
            for (String line : List.of(event.json(), event.jsonWithoutWho())) {
                requireOneLine(line);
                JsonNode read = JSON.readTree(line);
                assertEquals("done", read.path("outcome").asText());
                assertEquals("logout", read.path("event").asText());
                assertEquals(read, JSON.readTree(line.getBytes(StandardCharsets.UTF_8)));
            }
        }
        String cut = JSON.readTree(
                        event(AuditNote.login().user("x".repeat(1100), null)).json())
                .path("subject")
                .asText();
        assertEquals("x".repeat(EventLine.LONGEST) + "…", cut);
    }

    private static void requireOneLine(String line) {
        assertEquals(1, line.lines().count());
        assertTrue(line.length() < 128 * 1024, () -> "of " + line.length());
        assertTrue(
                line.codePoints()
                        .noneMatch(c -> Character.getType(c) == Character.CONTROL
                                || Character.getType(c) == Character.FORMAT
                                || Character.getType(c) == Character.SURROGATE),
                line);
    }
}
