package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route.SessionSpace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.infinispan.protostream.ProtobufUtil;
import org.infinispan.protostream.SerializationContext;
import org.infinispan.protostream.descriptors.Descriptor;
import org.junit.jupiter.api.Test;

/** The bytes of every entry, as version 1 wrote them and every later version must read them. */
class StoreSchemaTest {
    private static final Session SESSION = new Session(
            new SessionSpace("https://id.example.com/realms/work", "gateway", "__Host-curfew"),
            "alice",
            "sid-1",
            1_795_000_000L,
            1_794_999_990L,
            1_795_086_400L,
            1_795_000_001_234L,
            Map.of("name", "Alice Ångström", "email", "alice@example.com"),
            "keyid123.sealed");

    private final SerializationContext context = ProtobufUtil.newSerializationContext();

    StoreSchemaTest() {
        new StoreSchema().register(context);
    }

    @Test
    void everyEntryIsWrittenAsTheGoldenSampleHasIt() throws IOException {
        List<String> written = new ArrayList<>();
        for (Object sample : samples()) {
            byte[] bytes = ProtobufUtil.toWrappedByteArray(context, sample);
            written.add(HexFormat.of().formatHex(bytes) + " " + ProtobufUtil.toCanonicalJSON(context, bytes, false));
        }
        assertEquals(String.join("\n", golden()), String.join("\n", written));
    }

    @Test
    void everyGoldenSampleIsRead() throws IOException {
        List<Object> read = new ArrayList<>();
        for (String line : golden()) {
            byte[] bytes = HexFormat.of().parseHex(line.substring(0, line.indexOf(' ')));
            Object entry = ProtobufUtil.fromWrappedByteArray(context, bytes);
            read.add(entry);
        }
        assertEquals(samples(), read);
    }

    @Test
    void everyMessageHasASample() {
        Map<String, Object> sampled = new LinkedHashMap<>();
        samples().forEach(sample -> sampled.put(sample.getClass().getSimpleName(), sample));
        List<Descriptor> messages = Objects.requireNonNull(
                        context.getFileDescriptors().get("store.proto"))
                .getMessageTypes();
        assertEquals(messages.stream().map(Descriptor::getName).toList(), List.copyOf(sampled.keySet()));
    }

    @Test
    void aNodeOfThisVersionKeepsWhatALaterOneWrote() throws IOException {
        // fields 30 and 31, a text and a number
        byte[] later = concat(
                ProtobufUtil.toByteArray(context, SESSION),
                new byte[] {(byte) 0xf2, 0x01, 2, 'h', 'i', (byte) 0xf8, 0x01, 42});
        Session read = ProtobufUtil.fromByteArray(context, later, Session.class);
        assertEquals(2, read.later().fields().size());
        assertEquals(
                HexFormat.of().formatHex(later), HexFormat.of().formatHex(ProtobufUtil.toByteArray(context, read)));

        Session touched = read.seenAt(SESSION.lastSeen() + 1);
        assertEquals(read.later(), touched.later());
        assertEquals(
                touched,
                ProtobufUtil.fromByteArray(context, ProtobufUtil.toByteArray(context, touched), Session.class));
    }

    @Test
    void theTimesOfTokensAreKeptAndCostNothingWhereThereAreNone() throws IOException {
        Session attended = SESSION.with(new TokenTimes(1_795_000_270_000L, 1_795_000_300_000L, 1, TokenTimes.NEVER));

        byte[] bytes = ProtobufUtil.toByteArray(context, attended);

        assertEquals(attended, ProtobufUtil.fromByteArray(context, bytes, Session.class));
        assertEquals(
                ProtobufUtil.toByteArray(context, SESSION).length,
                ProtobufUtil.toByteArray(context, attended.with(TokenTimes.UNKNOWN)).length);
        // a node of version 1 keeps numbers that it does not know, and writes them back behind those it knows
        assertEquals(
                HexFormat.of().formatHex(ProtobufUtil.toByteArray(context, SESSION)),
                HexFormat.of().formatHex(bytes).substring(0, 2 * ProtobufUtil.toByteArray(context, SESSION).length));
    }

    @Test
    void soDoIndexesAndMarks() throws IOException {
        byte[] mark = concat(ProtobufUtil.toByteArray(context, new LogoutMark(5)), new byte[] {2 << 3, 1});
        LogoutMark read = ProtobufUtil.fromByteArray(context, mark, LogoutMark.class);
        assertEquals(5, read.until());
        assertEquals(read, read.merge(new LogoutMark(4)));
        assertEquals(HexFormat.of().formatHex(mark), HexFormat.of().formatHex(ProtobufUtil.toByteArray(context, read)));

        byte[] index = concat(ProtobufUtil.toByteArray(context, IndexedSessions.NONE), new byte[] {3 << 3, 9});
        IndexedSessions indexed = ProtobufUtil.fromByteArray(context, index, IndexedSessions.class);
        IndexedSessions grown = indexed.with(new SessionKey("k"), 100, 1);
        assertEquals(1, grown.later().fields().size());
        assertEquals(1, grown.without(new SessionKey("k")).later().fields().size());
    }

    @Test
    void anEntryThatLacksAFieldIsNotRead() throws IOException {
        IOException refusal = assertThrows(
                IOException.class, () -> ProtobufUtil.fromByteArray(context, new byte[0], LogoutMark.class));
        assertTrue(String.valueOf(refusal.getMessage()).contains("no field 1"), refusal.getMessage());
    }

    @Test
    void aKeyWithAnotherFieldIsAnotherKeyAndNotRead() throws IOException {
        byte[] key = concat(ProtobufUtil.toByteArray(context, new SessionKey("k")), new byte[] {2 << 3 | 2, 1, 'x'});
        assertThrows(IOException.class, () -> ProtobufUtil.fromByteArray(context, key, SessionKey.class));
    }

    private static List<Object> samples() {
        Map<SessionKey, Long> ends = Map.of(new SessionKey("hash-a"), 1_795_086_400L, new SessionKey("hash-b"), 1L);
        return List.of(
                new SessionKey("hash-a"),
                new ProviderSession("https://id.example.com", "sid-1"),
                new ProviderSubject("https://id.example.com", "alice"),
                new SidlessSubject("https://id.example.com", "alice"),
                new SignedOutHere("https://id.example.com", "sid-1"),
                new EndedHere("hash-a"),
                new LogoutTokenId("https://id.example.com", "jti-1"),
                SESSION,
                new IndexedSessions(ends, LaterFields.NONE),
                new LogoutMark(1_795_000_000L),
                new PendingLogin(
                        "orders", "/orders?page=2", Map.of("state", "abc", "nonce", "def"), 1_795_000_000_000L),
                new NodeCard("address-1", 1, 1, List.of("key-1", "key-2"), true),
                new LeaseQuestion("address-1"),
                new SessionQuestion(
                        new SessionFilter(
                                Map.of(SessionFilter.Field.CLIENT_ID, "gateway", SessionFilter.Field.USER_NAME, "ali"),
                                1_795_000_000L,
                                1_795_086_400L),
                        50,
                        new SessionPlace(1_795_000_100L, "hash-a"),
                        Duration.ofSeconds(3),
                        true),
                new SessionFindings(
                        List.of(new SessionPlace(1_795_000_090L, "hash-b"), new SessionPlace(1_795_000_080L, "hash-c")),
                        true));
    }

    private static List<String> golden() throws IOException {
        try (InputStream file = StoreSchemaTest.class.getResourceAsStream("entries-1.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
