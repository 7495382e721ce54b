package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.curfew.ground.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long somebody without a session may take for a body, and what of it is read beforehand. */
class AnonymousBodyTest {
    private final SettableClock clock = new SettableClock();

    /** A body that comes in pieces of this length, each after a wait. */
    private final class Dripping extends InputStream {
        private final int piece;
        private final Duration wait;
        private long left;

        Dripping(long length, int piece, Duration wait) {
            this.left = length;
            this.piece = piece;
            this.wait = wait;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            clock.advance(wait);
            int count = (int) Math.min(left, Math.min(piece, length));
            left -= count;
            return count;
        }
    }

    private RequestBody begun(InputStream content, long length) throws IOException {
        return AnonymousBody.begun(new RequestBody(content, length), clock);
    }

    private static long copied(RequestBody body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.writeTo(out);
        return out.size();
    }

    @ParameterizedTest
    @CsvSource({
        "1000,1000,false",
        "1000,-1,false",
        "65535,-1,false",
        "65536,65536,false",
        "65536,-1,true",
        "65537,65537,true",
        "200000,-1,true"
    })
    void aShortBodyIsReadWholeAndALongOneIsNot(long bytes, long length, boolean more) throws IOException {
        Dripping source = new Dripping(bytes, 16_384, Duration.ZERO);
        RequestBody body = begun(source, length);
        assertEquals(more, body.isAnonymous());
        assertEquals(Math.max(0, bytes - AnonymousBody.FIRST_PART), source.left);
        assertEquals(length, body.length());
        assertEquals(bytes, copied(body));
    }

    @Test
    void aBodyThatDripsIsGivenUpAfterAMinute() throws IOException {
        assertThrows(ClientTooSlowException.class, () -> begun(new Dripping(1_000, 1, Duration.ofSeconds(1)), 1_000));
        assertEquals(1_000, copied(begun(new Dripping(1_000, 17, Duration.ofSeconds(1)), 1_000)), "control");
    }

    @Test
    void aLongBodyMayLastAsLongAsItGetsOn() throws IOException {
        long hundredMegabytes = 100_000_000;
        assertEquals(
                hundredMegabytes, copied(begun(new Dripping(hundredMegabytes, 8_192, Duration.ofMillis(500)), -1)));
        RequestBody slow = begun(new Dripping(hundredMegabytes, 8_192, Duration.ofSeconds(1)), -1);
        assertThrows(ClientTooSlowException.class, () -> copied(slow));
    }

    @Test
    void theTimeThatTheUpstreamTakesIsNotTheClients() throws IOException {
        RequestBody body = begun(new Dripping(1_000_000, 16_384, Duration.ofMillis(100)), -1);
        clock.advance(Duration.ofHours(1));
        assertEquals(1_000_000, copied(body));
    }

    @ParameterizedTest
    @CsvSource({"1000,true", "1001,false"})
    void whatIsTooLongIsFoundBeforeTheUpstreamIsAsked(long bytes, boolean fits) throws IOException {
        RequestBody body = new RequestBody(new Dripping(bytes, 100, Duration.ZERO), -1).atMost(1_000);
        if (fits) {
            assertEquals(bytes, copied(AnonymousBody.begun(body, clock)));
        } else {
            assertThrows(BodyTooLargeException.class, () -> AnonymousBody.begun(body, clock));
        }
    }
}
