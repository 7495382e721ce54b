package io.curfew.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connections that begin something and do not go on. */
final class StalledClients implements AutoCloseable {
    static final String DRIPPING = "a head that drips";
    static final String DEAF = "nobody reads";

    private static final int CONNECT_MILLIS = 30_000;
    private static final long DRIP_MILLIS = 500;

    private final int port;
    private final Map<Socket, String> open = new LinkedHashMap<>();
    private final List<Socket> dripping = new ArrayList<>();
    private final ScheduledExecutorService drips = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "drips");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable Future<?> drip;

    StalledClients(int port) {
        this.port = port;
    }

    /** Opens so many that send one of these beginnings each; the one named {@link #DRIPPING} sends a byte now and then. */
    void open(int count, Map<String, String> beginnings) throws IOException {
        List<String> names = List.copyOf(beginnings.keySet());
        for (int index = 0; index < count; index++) {
            String name = names.get(index % names.size());
            String beginning = Objects.requireNonNull(beginnings.get(name));
            Socket socket = new Socket();
            socket.setReceiveBufferSize(8 * 1024);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            open.put(socket, name);
            if (name.equals(DRIPPING)) {
                dripping.add(socket);
            }
        }
        drip = drips.scheduleWithFixedDelay(this::drip, DRIP_MILLIS, DRIP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void drip() {
        for (Iterator<Socket> each = dripping.iterator(); each.hasNext(); ) {
            try {
                each.next().getOutputStream().write('x');
            } catch (IOException e) {
                each.remove();
            }
        }
    }

    /** Waits until the server has ended all but those named {@link #DRIPPING} and {@link #DEAF}; when the last of each name was. */
    Map<String, Duration> awaitEnds(Duration limit) throws IOException {
        Map<String, Duration> ends = new TreeMap<>();
        long began = System.nanoTime();
        while (!left().isEmpty() && System.nanoTime() - began < limit.toNanos()) {
            for (Iterator<Map.Entry<Socket, String>> each = open.entrySet().iterator(); each.hasNext(); ) {
                Map.Entry<Socket, String> next = each.next();
                if (isAwaited(next.getValue()) && isAtEnd(next.getKey())) {
                    ends.put(next.getValue(), Duration.ofNanos(System.nanoTime() - began));
                    next.getKey().close();
                    each.remove();
                }
            }
        }
        return ends;
    }

    private static boolean isAtEnd(Socket socket) throws IOException {
        socket.setSoTimeout(1);
        byte[] buffer = new byte[1 << 16];
        try {
            return socket.getInputStream().read(buffer) < 0;
        } catch (SocketTimeoutException notYet) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    private static boolean isAwaited(String name) {
        return !name.equals(DRIPPING) && !name.equals(DEAF);
    }

    /** The names of those that should have ended and have not. */
    List<String> left() {
        return open.values().stream().filter(StalledClients::isAwaited).toList();
    }

    @Override
    public void close() throws IOException {
        if (drip != null) {
            drip.cancel(true);
        }
        drips.shutdownNow();
        for (Socket socket : open.keySet()) {
            socket.close();
        }
    }
}
