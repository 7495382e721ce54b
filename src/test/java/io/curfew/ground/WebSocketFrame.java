package io.curfew.ground;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Frames of WebSockets (RFC 6455) as a server reads and writes them, by hand. */
public final class WebSocketFrame {
    public static final int TEXT = 1;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    /** In the first byte of a frame: it is the last of its message. */
    public static final int LAST = 0x80;

    private final int first;
    private final byte[] payload;

    private WebSocketFrame(int first, byte[] payload) {
        this.first = first;
        this.payload = payload;
    }

    /** Reads one masked frame of a client. */
    public static WebSocketFrame read(InputStream in) throws IOException {
        int first = octet(in);
        long length = octet(in) & 0x7F;
        int more = length == 126 ? 2 : length == 127 ? 8 : 0;
        if (more > 0) {
            length = 0;
            for (int i = 0; i < more; i++) {
                length = (length << 8) | octet(in);
            }
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(Math.toIntExact(length));
        if (payload.length < length) {
            throw new EOFException();
        }
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new WebSocketFrame(first, payload);
    }

    private static int octet(InputStream in) throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException();
        }
        return octet;
    }

    /**
     * Writes one frame of a server.
     *
     * @param first the opcode, with {@link #LAST} or without
     */
    public static void write(OutputStream out, int first, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else {
            boolean small = payload.length < 65_536;
            frame.write(small ? 126 : 127);
            for (int shift = small ? 8 : 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >>> shift));
            }
        }
        frame.write(payload);
        out.write(frame.toByteArray());
        out.flush();
    }

    /** The {@code Sec-WebSocket-Accept} to a {@code Sec-WebSocket-Key}. */
    public static String acceptOf(String key) {
        try {
            byte[] text = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first byte: opcode and flags. */
    public int first() {
        return first;
    }

    public int opcode() {
        return first & 0x0F;
    }

    public byte[] payload() {
        return payload.clone();
    }
}
