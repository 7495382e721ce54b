package io.curfew.ground;

import io.curfew.ground.RecordingUpstream.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The upstream's side of WebSockets (RFC 6455), by hand: it does by its path what upstreams do. */
public final class WebSocketScript implements RecordingUpstream.Script {
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final Pattern KEY = Pattern.compile("(?i)\\r\\nSec-WebSocket-Key: *(\\S+)");

    private final AtomicInteger ended = new AtomicInteger();
    private final List<Integer> closeCodes = new CopyOnWriteArrayList<>();

    /** How many connections that were WebSockets have come to their end. */
    public int ended() {
        return ended.get();
    }

    /** The codes of the Close frames that clients have sent. */
    public List<Integer> closeCodes() {
        return List.copyOf(closeCodes);
    }

    @Override
    public void answer(Exchange exchange) throws IOException {
        String path = exchange.head().split(" ", 3)[1];
        Matcher key = KEY.matcher(exchange.head());
        if (!key.find()) {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        } else if (path.endsWith("/refuse")) {
            exchange.send("HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nno");
        } else if (path.endsWith("/wrong")) {
            accept(exchange, "AAAA", "");
        } else {
            String protocol = path.endsWith("/protocol") ? "Sec-WebSocket-Protocol: chat.v2\r\n" : "";
            accept(exchange, acceptOf(key.group(1)), protocol);
            try {
                converse(exchange, path);
            } finally {
                ended.incrementAndGet();
            }
        }
    }

    private static void accept(Exchange exchange, String accept, String more) throws IOException {
        exchange.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept + "\r\n" + more + "\r\n");
    }

    private void converse(Exchange exchange, String path) throws IOException {
        if (path.endsWith("/flood")) {
            byte[] block = new byte[100_000];
            while (true) {
                send(exchange, 0x82, block);
            }
        }
        if (path.endsWith("/half")) {
            exchange.out().write(new byte[] {(byte) 0x82, 100, 1, 2, 3});
            exchange.out().flush();
        }
        while (true) {
            Frame frame = Frame.read(exchange.in());
            if (frame.opcode() == CLOSE) {
                closeCodes.add(
                        frame.payload().length < 2
                                ? 1005
                                : ((frame.payload()[0] & 0xFF) << 8) | (frame.payload()[1] & 0xFF));
                send(exchange, 0x80 | CLOSE, frame.payload());
                throw new EOFException("closed");
            } else if (frame.opcode() == PING) {
                send(exchange, 0x80 | PONG, frame.payload());
            } else if (path.endsWith("/bye")) {
                send(exchange, 0x80 | CLOSE, new byte[] {(byte) (4000 >> 8), (byte) 4000, 'b', 'y', 'e'});
            } else if (path.endsWith("/ping")) {
                send(exchange, 0x80 | (frame.opcode() == PONG ? TEXT : PING), frame.payload());
            } else {
                send(exchange, frame.first(), frame.payload());
            }
        }
    }

    private static void send(Exchange exchange, int first, byte[] payload) throws IOException {
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
        exchange.out().write(frame.toByteArray());
        exchange.out().flush();
    }

    private static String acceptOf(String key) {
        try {
            byte[] text = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One masked frame of a client. */
    private static final class Frame {
        private final int first;
        private final byte[] payload;

        Frame(int first, byte[] payload) {
            this.first = first;
            this.payload = payload;
        }

        int first() {
            return first;
        }

        byte[] payload() {
            return payload;
        }

        static Frame read(InputStream in) throws IOException {
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
            return new Frame(first, payload);
        }

        private static int octet(InputStream in) throws IOException {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException();
            }
            return octet;
        }

        int opcode() {
            return first & 0x0F;
        }
    }
}
