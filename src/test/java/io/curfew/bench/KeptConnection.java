package io.curfew.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection that is kept from request to request, by hand: a load generator on the same machine must take little of it. */
final class KeptConnection implements AutoCloseable {
    private static final int LIMIT_MILLIS = 30_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[16 << 10];
    private int filled;
    private boolean closing;

    KeptConnection(int port) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
            in = socket.getInputStream();
            out = socket.getOutputStream();
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    /** Sends a request and reads its whole answer, which must have a Content-Length; returns the status. */
    int ask(byte[] request) throws IOException {
        out.write(request);
        filled = 0;
        int end = endOfHead();
        String head = new String(buffer, 0, end, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        closing = head.contains("\r\nconnection: close\r\n");
        skip(length(head) - (filled - end));
        return Integer.parseInt(head.substring(9, 12));
    }

    /** Whether the server has said that it takes no further request here. */
    boolean isClosing() {
        return closing;
    }

    private int endOfHead() throws IOException {
        int seen = 0;
        while (true) {
            int count = in.read(buffer, filled, buffer.length - filled);
            if (count <= 0) {
                throw new EOFException("closed after " + filled + " bytes of an answer's head");
            }
            filled += count;
            for (; seen + 3 < filled; seen++) {
                if (buffer[seen] == '\r'
                        && buffer[seen + 1] == '\n'
                        && buffer[seen + 2] == '\r'
                        && buffer[seen + 3] == '\n') {
                    return seen + 4;
                }
            }
        }
    }

    private static int length(String head) throws IOException {
        int name = head.indexOf("\r\ncontent-length: ");
        if (name < 0) {
            throw new IOException("an answer without a length: " + head.substring(0, head.indexOf('\r')));
        }
        int start = name + 18;
        return Integer.parseInt(head.substring(start, head.indexOf('\r', start)));
    }

    private void skip(int length) throws IOException {
        int left = length;
        while (left > 0) {
            int count = in.read(buffer, 0, Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException("closed " + left + " bytes before the end of an answer");
            }
            left -= count;
        }
        if (left < 0) {
            throw new IOException("more came than an answer of " + length + " bytes");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
