package io.curfew.bench;

import io.curfew.ground.BrowserSession;
import io.curfew.ground.WebSocketTalk;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is logged in.
 *
 * @param cookie the header with the session cookie
 * @param talk the WebSocket that is open all the time, if this one has one
 * @param events the connection of an event stream that is open all the time, if this one has one
 */
record Visitor(
        int number,
        BrowserSession browser,
        String cookie,
        @Nullable WebSocketTalk talk,
        @Nullable Socket events) {
    String subject() {
        return "visitor-" + number;
    }

    String sid() {
        return "sid-of-visitor-" + number;
    }

    /** Opens an event stream and reads its first event. */
    static Socket eventStream(int port, String path, String cookie) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.setSoTimeout(10_000);
            String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\nAccept: text/event-stream\r\nCookie: " + cookie + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder seen = new StringBuilder();
            while (seen.indexOf("data: hello\n\n") < 0) {
                int octet = socket.getInputStream().read();
                if (octet < 0) {
                    throw new EOFException("an event stream ended after " + seen.length() + " bytes");
                }
                seen.append((char) octet);
            }
            return socket;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    /** Whether the event stream is over within so many milliseconds, ended or broken off. */
    static boolean endsWithin(Socket events, int millis) throws IOException {
        long deadline = System.nanoTime() + millis * 1_000_000L;
        try (events) {
            while (true) {
                events.setSoTimeout((int) Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
                if (events.getInputStream().read() < 0) {
                    return true;
                }
            }
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (SocketException broken) {
            return true;
        }
    }
}
