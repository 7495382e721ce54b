package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameFollowerTest {
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private final TreeSet<Integer> ends = new TreeSet<>();

    FrameFollowerTest() {
        ends.add(0);
    }

    private FrameFollowerTest frame(int first, int length) {
        return frame(first, length, length < 126 ? 0 : length < 65_536 ? 2 : 8, false);
    }

    private FrameFollowerTest frame(int first, int length, int lengthBytes, boolean masked) {
        stream.write(first);
        stream.write((masked ? 0x80 : 0) | (lengthBytes == 0 ? length : lengthBytes == 2 ? 126 : 127));
        for (int shift = 8 * lengthBytes - 8; shift >= 0; shift -= 8) {
            stream.write((int) ((long) length >>> shift));
        }
        byte[] payload = new byte[length + (masked ? 4 : 0)];
        // what looks like the header of a Close frame
        Arrays.fill(payload, (byte) 0x88);
        stream.writeBytes(payload);
        ends.add(stream.size());
        return this;
    }

    /** At each byte, the follower knows whether it stands between two frames, however the bytes came. */
    private void check(int step) {
        FrameFollower follower = new FrameFollower();
        byte[] bytes = stream.toByteArray();
        for (int at = 0; at < bytes.length; at += step) {
            assertEquals(ends.contains(at), follower.isAtBoundary(), "at " + at);
            int to = Math.min(bytes.length, at + step);
            follower.follow(Arrays.copyOfRange(bytes, at, to), to - at);
        }
        assertTrue(follower.isAtBoundary());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 126, 8192, 1_000_000})
    void everyKindOfFrameInPiecesOfAnySize(int step) {
        frame(0x81, 0)
                .frame(0x81, 1)
                .frame(0x82, 125)
                .frame(0x82, 126)
                .frame(0x82, 65_535)
                .frame(0x82, 65_536);
        // a message in three frames with control frames between them
        frame(0x01, 5).frame(0x89, 0).frame(0x00, 300).frame(0x8A, 4).frame(0x80, 2);
        // compressed, masked, and lengths that are longer than they need to be
        frame(0xC1, 9)
                .frame(0x82, 20, 0, true)
                .frame(0x82, 200, 2, true)
                .frame(0x82, 0, 8, true)
                .frame(0x82, 3, 2, false);
        check(step);
    }

    @Test
    void onlyAWholeCloseFrameCloses() {
        frame(0x82, 10).frame(0x88, 2);
        byte[] bytes = stream.toByteArray();
        FrameFollower follower = new FrameFollower();
        follower.follow(bytes, bytes.length - 1);
        assertFalse(follower.isClosed());
        follower.follow(new byte[] {bytes[bytes.length - 1]}, 1);
        assertTrue(follower.isClosed());
    }

    @Test
    void aLengthThatNobodyCanSendIsNeverOver() {
        FrameFollower follower = new FrameFollower();
        byte[] head = {(byte) 0x82, 127, -1, -1, -1, -1, -1, -1, -1, -1};
        follower.follow(head, head.length);
        follower.follow(new byte[100_000], 100_000);
        assertFalse(follower.isAtBoundary());
    }
}
