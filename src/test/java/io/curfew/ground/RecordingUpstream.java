package io.curfew.ground;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An upstream on a raw socket that keeps the bytes it received as they came. */
public final class RecordingUpstream implements AutoCloseable {
    /** Answers one request whose head was read; closes the connection by throwing. */
    public interface Script {
        void answer(Exchange exchange) throws IOException;
    }

    /**
     * One request.
     *
     * @param number counts the requests of this upstream from 1
     * @param head request line and fields with the empty line, one char per byte
     */
    public record Exchange(int number, String head, InputStream in, OutputStream out) {
        public void send(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        public byte[] read(int length) throws IOException {
            return in.readNBytes(length);
        }

        /** Reads to the end of a chunked body and returns it with its framing. */
        public String readChunks() throws IOException {
            StringBuilder raw = new StringBuilder();
            while (!raw.toString().endsWith("0\r\n\r\n")) {
                int octet = in.read();
                if (octet < 0) {
                    throw new IOException("the chunks ended early");
                }
                raw.append((char) octet);
            }
            return raw.toString();
        }
    }

    private static final int KEPT = 1 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<ByteArrayOutputStream> received = new CopyOnWriteArrayList<>();
    private final List<String> heads = new ArrayList<>();
    private final Script script;
    private final Thread accepting;

    public RecordingUpstream(Script script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    /** Listens on a socket of its own kind, on this machine. */
    public RecordingUpstream(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
        accepting = start(this::accept);
    }

    public static RecordingUpstream answering(String answer) throws IOException {
        return new RecordingUpstream(exchange -> exchange.send(answer));
    }

    public String uri() {
        return "http://" + authority();
    }

    public URI asUri() {
        return URI.create(uri());
    }

    public String authority() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    public List<String> heads() {
        synchronized (heads) {
            return List.copyOf(heads);
        }
    }

    public int connections() {
        return received.size();
    }

    /** The first mebibyte received on a connection, counted from 0. */
    public String received(int connection) {
        ByteArrayOutputStream bytes = received.get(connection);
        synchronized (bytes) {
            return bytes.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                received.add(bytes);
                start(() -> serve(socket, bytes));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, ByteArrayOutputStream bytes) {
        try (socket) {
            InputStream in = new Tee(socket.getInputStream(), bytes);
            while (true) {
                StringBuilder head = new StringBuilder();
                while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
                    int octet = in.read();
                    if (octet < 0) {
                        return;
                    }
                    head.append((char) octet);
                }
                Exchange exchange;
                synchronized (heads) {
                    heads.add(head.toString());
                    exchange = new Exchange(heads.size(), head.toString(), in, socket.getOutputStream());
                }
                script.answer(exchange);
            }
        } catch (IOException e) {
            // The connection is closed, which is what a script that throws wants.
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "recording-upstream");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Closes the connections that are open and keeps listening. */
    public void breakConnections() {
        for (Socket socket : sockets) {
            try (socket) {
                if (!socket.isClosed()) {
                    // to close it has no effect before the thread that reads from it has noticed
                    socket.shutdownOutput();
                }
            } catch (SocketException closedMeanwhile) {
                // then it is as closed as it should be
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            // until then the system takes connections
            accepting.join(LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        breakConnections();
    }

    private static final class Tee extends FilterInputStream {
        private final ByteArrayOutputStream bytes;

        Tee(InputStream in, ByteArrayOutputStream bytes) {
            super(in);
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            int octet = in.read();
            if (octet >= 0) {
                keep(new byte[] {(byte) octet}, 0, 1);
            }
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            if (count > 0) {
                keep(buffer, offset, count);
            }
            return count;
        }

        private void keep(byte[] buffer, int offset, int count) {
            synchronized (bytes) {
                if (bytes.size() < KEPT) {
                    bytes.write(buffer, offset, count);
                }
            }
        }
    }
}
