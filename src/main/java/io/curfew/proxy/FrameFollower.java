package io.curfew.proxy;

/**
 * Follows the frame headers of one direction of a WebSocket (RFC 6455, section 5.2) as its bytes pass, so that a frame of our own
 * can be put between two of them. What is in the frames it does not look at.
 */
final class FrameFollower {
    private static final int CLOSE = 8;

    /** Bytes of the current frame's header that have passed; none between two frames. */
    private int passed;

    private int headerLength;
    private int extended;
    private long payload;
    private boolean closing;
    private boolean closed;

    /** Whether every frame that began has ended. */
    boolean isAtBoundary() {
        return passed == 0;
    }

    /** Whether a whole Close frame has passed, after which nothing may follow. */
    boolean isClosed() {
        return closed;
    }

    void follow(byte[] bytes, int count) {
        int at = 0;
        while (at < count) {
            if (passed == 0 || passed < headerLength) {
                header(bytes[at] & 0xFF);
                at++;
            } else {
                long step = Math.min(payload, count - at);
                payload -= step;
                at += Math.toIntExact(step);
            }
            if (passed > 0 && passed == headerLength && payload == 0) {
                passed = 0;
                closed |= closing;
            }
        }
    }

    private void header(int octet) {
        passed++;
        if (passed == 1) {
            closing = (octet & 0x0F) == CLOSE;
            headerLength = 2;
            payload = 0;
        } else if (passed == 2) {
            int length = octet & 0x7F;
            int lengthBytes = length == 126 ? 2 : length == 127 ? 8 : 0;
            headerLength = 2 + lengthBytes + ((octet & 0x80) == 0 ? 0 : 4);
            payload = lengthBytes == 0 ? length : 0;
            extended = lengthBytes;
        } else if (passed <= 2 + extended) {
            // the highest bit of eight is zero; without it no length is below zero
            payload = ((payload << 8) | octet) & Long.MAX_VALUE;
        }
    }
}
