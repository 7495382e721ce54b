package io.curfew.bench;

import io.curfew.ground.WebSocketFrame;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An upstream that sends back every WebSocket message; to all else it says ok. */
final class EchoUpstream implements AutoCloseable {
    private static final Pattern KEY = Pattern.compile("(?i)\\r\\nSec-WebSocket-Key: *(\\S+)");

    private final ServerSocket server;

    EchoUpstream() throws IOException {
        server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** As what is compared. */
    Target target() {
        return Target.open(
                "direct",
                "http://127.0.0.1:" + server.getLocalPort(),
                ProcessHandle.current().pid());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (true) {
                Matcher key = KEY.matcher(EchoTalk.head(in));
                if (key.find()) {
                    send(
                            out,
                            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                    + "Sec-WebSocket-Accept: " + WebSocketFrame.acceptOf(key.group(1)) + "\r\n\r\n");
                    while (true) {
                        WebSocketFrame frame = WebSocketFrame.read(in);
                        WebSocketFrame.write(out, frame.first(), frame.payload());
                    }
                }
                send(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        } catch (IOException closed) {
            // the other side is done
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
