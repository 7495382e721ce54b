package io.curfew.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A client's WebSocket over which the same message goes there and back, by hand. */
final class EchoTalk implements AutoCloseable {
    /** Bytes of a message. */
    static final int MESSAGE = 64;

    private static final int LIMIT_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    /** FIN and text, masked with zeros. */
    private final byte[] frame = new byte[6 + MESSAGE];

    EchoTalk(Target target) throws IOException {
        URI url = URI.create(target.url());
        Arrays.fill(frame, 6, frame.length, (byte) 'x');
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | MESSAGE);
        socket = new Socket(url.getHost(), url.getPort());
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(LIMIT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
            String request = "GET " + ServedFile.SMALL.path() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    + (target.isProtected() ? "Cookie: " + target.cookie() + "\r\n" : "") + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = head(in);
            if (!answer.startsWith("HTTP/1.1 101 ")) {
                throw new IOException(target.name() + " opens no WebSocket: "
                        + answer.lines().findFirst().orElse(""));
            }
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    /** Sends the message and waits until it is back. */
    void exchange() throws IOException {
        socket.getOutputStream().write(frame);
        byte[] back = in.readNBytes(2 + MESSAGE);
        if (back.length < 2 + MESSAGE || back[0] != frame[0] || back[1] != MESSAGE || back[2] != 'x') {
            throw new IOException("something else came back");
        }
    }

    /** Reads the head of an HTTP message. */
    static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException();
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
