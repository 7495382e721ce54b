package io.curfew.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Requests at a given pace over connections that are kept, a thread for each. A request is due by the clock, whether the one before
 * was slow or not, and its time counts from when it was due: waiting for its turn is part of it.
 */
final class PacedLoad implements AutoCloseable {
    static final int CONNECTIONS = 48;

    /** Of so many requests one is a POST of 10 KB. */
    static final int POST_EVERY = 16;

    /** Of so many requests one is for 100 KB; all others are for 1 KB. */
    static final int MIDDLE_EVERY = 64;

    private static final byte[] POSTED = Machine.bytes(10 << 10);
    private static final long LIMIT_MILLIS = 60_000;

    private final URI gateway;
    private final Supplier<String> cookies;
    private final Troubles troubles;
    private final Latencies latencies = new Latencies();
    private final List<Thread> threads;

    /** Between two requests of one connection; 0 without a pause, negative not at all. */
    private volatile long nanosBetween = -1;

    private volatile boolean ended;

    /** @param cookies the header of somebody who is logged in now */
    PacedLoad(String gateway, Supplier<String> cookies, Troubles troubles) {
        this.gateway = URI.create(gateway);
        this.cookies = cookies;
        this.troubles = troubles;
        threads = IntStream.range(0, CONNECTIONS)
                .mapToObj(number -> new Thread(() -> work(number), "load " + number))
                .toList();
        threads.forEach(Thread::start);
    }

    /** As fast as the connections go. */
    void race() {
        nanosBetween = 0;
        latencies.take();
    }

    /** So many requests a second over all connections. */
    void pace(double perSecond) {
        nanosBetween = (long) (CONNECTIONS * 1e9 / perSecond);
        latencies.take();
    }

    /** How long each request took that ended since the last call. */
    Latencies.Taken take() {
        return latencies.take();
    }

    @Override
    public void close() {
        ended = true;
        for (Thread thread : threads) {
            try {
                thread.join(LIMIT_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void work(int number) {
        KeptConnection connection = null;
        long between = nanosBetween;
        long due = System.nanoTime();
        // the connections do not all make their POST at the same time
        for (int count = number; !ended; count++) {
            if (between != nanosBetween) {
                between = nanosBetween;
                due = System.nanoTime()
                        + (between > 0 ? ThreadLocalRandom.current().nextLong(between) : 0);
            }
            if (between < 0) {
                LockSupport.parkNanos(10_000_000);
                continue;
            }
            due = between == 0 ? System.nanoTime() : due + between;
            parkUntil(due);
            connection = asked(connection, count);
            latencies.add(System.nanoTime() - due);
        }
        closeQuietly(connection);
    }

    private static void parkUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Asks; returns the connection for the next request. */
    private @Nullable KeptConnection asked(@Nullable KeptConnection kept, int count) {
        KeptConnection connection = kept;
        try {
            if (connection == null) {
                connection = new KeptConnection(gateway.getPort());
            }
            int status = connection.ask(request(count));
            if (status != 200) {
                troubles.add("request", "answered " + status);
            }
            if (connection.isClosing()) {
                connection.close();
                return null;
            }
            return connection;
        } catch (IOException | RuntimeException failure) {
            troubles.add("request", failure.toString());
            closeQuietly(connection);
            return null;
        }
    }

    private byte[] request(int count) {
        boolean post = count % POST_EVERY == 0;
        ServedFile file = count % MIDDLE_EVERY == 1 ? ServedFile.MIDDLE : ServedFile.SMALL;
        String head = (post ? "POST " + ServedFile.POST_PATH : "GET " + file.path()) + " HTTP/1.1\r\nHost: "
                + gateway.getAuthority() + "\r\nCookie: " + cookies.get() + "\r\n"
                + (post
                        ? "Content-Type: application/octet-stream\r\nContent-Length: " + POSTED.length + "\r\n\r\n"
                        : "\r\n");
        byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
        if (!post) {
            return bytes;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.length + POSTED.length);
        whole.writeBytes(bytes);
        whole.writeBytes(POSTED);
        return whole.toByteArray();
    }

    private static void closeQuietly(@Nullable KeptConnection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (IOException failure) {
                // it is not used any more
            }
        }
    }
}
