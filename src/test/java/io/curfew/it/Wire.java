package io.curfew.it;

import io.curfew.ground.RecordingUpstream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP/1.1 by hand: requests that no client library sends, and answers as they came. */
final class Wire {
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok";

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)");

    private Wire() {}

    /**
     * An answer as it came.
     *
     * @param raw head and body with their framing, one char per byte
     * @param reset whether the connection was broken rather than closed
     */
    record Reply(String raw, boolean reset) {
        int status() {
            if (!raw.startsWith("HTTP/1.1 ")) {
                throw new IllegalStateException("Not an answer: " + raw);
            }
            return Integer.parseInt(raw.substring(9, 12));
        }

        String head() {
            return raw.substring(0, raw.indexOf("\r\n\r\n") + 2);
        }

        String body() {
            return raw.substring(raw.indexOf("\r\n\r\n") + 4);
        }

        /** Whether a client may take it for a whole answer (RFC 9112, section 8). */
        boolean isWhole() {
            Matcher length = LENGTH.matcher(head());
            if (length.find()) {
                return body().length() == Integer.parseInt(length.group(1));
            }
            return head().toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")
                    ? raw.endsWith("0\r\n\r\n")
                    : !reset;
        }
    }

    /** The content length that a head announces; 0 if it announces none. */
    static int length(String head) {
        Matcher length = LENGTH.matcher(head);
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    /** What a well-behaved upstream does: reads the body, answers 200. */
    static void readAndAnswer(RecordingUpstream.Exchange exchange) throws IOException {
        if (exchange.head().toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked")) {
            exchange.readChunks();
        } else {
            exchange.read(length(exchange.head()));
        }
        exchange.send(exchange.head().startsWith("HEAD ") ? OK.substring(0, OK.length() - 2) : OK);
    }

    /** Sends these bytes on a new connection and reads until the other side closes it. */
    static Reply send(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return read(socket.getInputStream());
        }
    }

    /** A request that asks for the connection to be closed afterwards. */
    static String request(String method, String target, String... headers) {
        StringBuilder text =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text.append("\r\n").toString();
    }

    private static Reply read(InputStream in) throws IOException {
        StringBuilder raw = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                raw.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            }
            return new Reply(raw.toString(), false);
        } catch (SocketException reset) {
            return new Reply(raw.toString(), true);
        }
    }
}
