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
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connections that begin something and do not go on. */
final class StalledClients implements AutoCloseable {
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

    /** Opens so many that send one of these beginnings each. */
    void open(int count, List<String> beginnings) throws IOException {
        for (int index = 0; index < count; index++) {
            String beginning = beginnings.get(index % beginnings.size());
            Socket socket = new Socket();
            socket.setReceiveBufferSize(8 * 1024);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            open.put(socket, beginning.lines().findFirst().orElse("") + " …" + kind(beginning));
            if (beginning.endsWith("X-Drip: ")) {
                dripping.add(socket);
            }
        }
        drip = drips.scheduleWithFixedDelay(this::drip, DRIP_MILLIS, DRIP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static String kind(String beginning) {
        return beginning.substring(Math.max(0, beginning.length() - 12)).replaceAll("\\s+", " ")
                + (beginning.contains("Cookie") ? "" : " (no session)");
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

    /** Waits until the server has ended them; when the last of each kind was seen to be at its end. */
    Map<String, Duration> awaitEnds(Duration limit) throws IOException {
        Map<String, Duration> ends = new TreeMap<>();
        long began = System.nanoTime();
        while (!open.isEmpty() && System.nanoTime() - began < limit.toNanos()) {
            for (Iterator<Map.Entry<Socket, String>> each = open.entrySet().iterator(); each.hasNext(); ) {
                Map.Entry<Socket, String> next = each.next();
                if (isAtEnd(next.getKey())) {
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

    /** What has not ended. */
    List<String> left() {
        return List.copyOf(open.values());
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
