package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route.SessionSpace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.infinispan.protostream.ProtobufUtil;
import org.infinispan.protostream.SerializationContext;
import org.junit.jupiter.api.Test;

/** How a session's ids, its binding and its audience, and the reason of a mark, go over the wire. */
class StandingWireTest {
    private static final Session PLAIN = new Session(
            new SessionSpace("https://id.example.com", "gateway", "__Host-curfew"),
            "alice",
            null,
            1_795_000_000L,
            1_794_999_990L,
            1_795_086_400L,
            1_795_000_001_234L,
            Map.of(),
            "keyid123.sealed");
    private static final Session FULL = new Session(
                    new SessionSpace("https://id.example.com", "gateway", "__Host-curfew", "shop"),
                    "alice",
                    null,
                    1_795_000_000L,
                    1_794_999_990L,
                    1_795_086_400L,
                    1_795_000_001_234L,
                    Map.of(),
                    "keyid123.sealed")
            .with(new Standing(
                    "bound",
                    1_795_003_600L,
                    new RollingId("now", 1, "before", 2, "next", "keyid123.next", 3),
                    RollingId.of("remembered", 4)));
    private final SerializationContext context = ProtobufUtil.newSerializationContext();

    StandingWireTest() {
        new StoreSchema().register(context);
    }

    @Test
    void aSessionIsReadAsItWasWritten() throws IOException {
        for (Session session : new Session[] {PLAIN, FULL}) {
            assertEquals(
                    session,
                    ProtobufUtil.fromByteArray(context, ProtobufUtil.toByteArray(context, session), Session.class));
        }
    }

    @Test
    void fieldsOfALaterVersionAreKeptBetweenAndBehindThese() throws IOException {
        ByteArrayOutputStream later = new ByteArrayOutputStream();
        later.writeBytes(ProtobufUtil.toByteArray(context, FULL));
        // the numbers 17 and 30
        later.writeBytes(new byte[] {(byte) 0x88, 1, 42});
        later.writeBytes(new byte[] {(byte) 0xF0, 1, 7});
        Session read = ProtobufUtil.fromByteArray(context, later.toByteArray(), Session.class);
        assertEquals(2, read.later().fields().size());
        assertEquals(FULL.standing(), read.standing());
        assertEquals(
                HexFormat.of().formatHex(later.toByteArray()),
                HexFormat.of().formatHex(ProtobufUtil.toByteArray(context, read)));
    }

    @Test
    void idsThatCannotBeReadAreNoSession() throws IOException {
        byte[] bytes = ProtobufUtil.toByteArray(context, PLAIN.with(new Standing(null, 0, RollingId.of("a", 5), null)));
        assertEquals(
                5,
                ProtobufUtil.fromByteArray(context, bytes, Session.class).ids().renewed());
        int space = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("a 5 ") + 1;
        bytes[space] = 'x';
        assertThrows(IOException.class, () -> ProtobufUtil.fromByteArray(context, bytes, Session.class));
    }

    @Test
    void aMarkKeepsItsReason() throws IOException {
        LogoutMark read = ProtobufUtil.fromByteArray(
                context, ProtobufUtil.toByteArray(context, EndReason.EVICTED.forEver()), LogoutMark.class);
        assertEquals(EndReason.EVICTED.forEver(), read);
        assertTrue(read.isEviction());
        assertTrue(!EndReason.REPLACED.forEver().isEviction());
        assertTrue(EndReason.REPLACED.forEver().covers(Long.MAX_VALUE) && read.covers(Long.MAX_VALUE));
    }
}
