package io.curfew.it;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A connection of a client that writes what it wants and reads answers one by one. */
final class Connection implements AutoCloseable {
    private static final int LIMIT_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;

    private Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static Connection to(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(LIMIT_MILLIS);
        socket.setTcpNoDelay(true);
        return new Connection(socket);
    }

    Socket socket() {
        return socket;
    }

    void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Says that nothing more will come; answers can still be read. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** The next answer; null when the other side has closed the connection before any byte of it. */
    @Nullable
    Received read() throws IOException {
        StringBuilder head = new StringBuilder();
        try {
            while (head.indexOf("\r\n\r\n") < 0) {
                int octet = in.read();
                if (octet < 0) {
                    return head.isEmpty() ? null : new Received(head.toString(), "", false);
                }
                head.append((char) octet);
            }
        } catch (SocketException reset) {
            return null;
        }
        if (head.substring(0, Math.min(head.length(), 12)).matches("HTTP/1\\.[01] 1..")) {
            return read();
        }
        return body(head.toString());
    }

    private Received body(String head) throws IOException {
        try {
            if (!head.toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked")) {
                byte[] body = in.readNBytes(Wire.length(head));
                return new Received(
                        head, new String(body, StandardCharsets.ISO_8859_1), body.length == Wire.length(head));
            }
            StringBuilder body = new StringBuilder();
            for (int size = chunkSize(); size != 0; size = chunkSize()) {
                if (size < 0) {
                    return new Received(head, body.toString(), false);
                }
                body.append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
                in.readNBytes(2);
            }
            in.readNBytes(2);
            return new Received(head, body.toString(), true);
        } catch (SocketException reset) {
            return new Received(head, "", false);
        }
    }

    private int chunkSize() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                return -1;
            }
            line.append((char) octet);
        }
        return Integer.parseInt(line.toString().strip(), 16);
    }

    /**
     * One answer.
     *
     * @param body without its framing
     * @param whole whether it came to its end as its head announced
     */
    record Received(String head, String body, boolean whole) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        boolean has(String lowerCaseText) {
            return head.toLowerCase(Locale.ROOT).contains(lowerCaseText);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
