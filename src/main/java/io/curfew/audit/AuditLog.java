package io.curfew.audit;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events down, in a thread of its own: without who it was to the server's log, by the logger {@code io.curfew.audit}; whole to a
 * file of its own, if there is one. While the file cannot be written, events wait; those that no longer find room are lost. Both is said
 * in the server's log and counted, and no request hears of it.
 */
public final class AuditLog implements Consumer<AuditEvent>, AutoCloseable {
    /** The name of the logger. */
    public static final String LOGGER = "io.curfew.audit";

    static final int MOST_WAITING = 10_000;
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofMillis(250);
    private static final Duration LONGEST_END = Duration.ofSeconds(2);
    private static final System.Logger LINES = System.getLogger(LOGGER);
    private static final System.Logger LOG = System.getLogger(AuditLog.class.getName());

    private final BlockingQueue<AuditEvent> waiting;
    private final Consumer<String> server;
    private final @Nullable AuditFile file;
    private final int mostWaiting;
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private volatile boolean ending;

    // of the thread alone
    private final Deque<String> unwritten = new ArrayDeque<>();
    private boolean failing;
    private long failedAt;
    private long toldLost;

    private AuditLog(Consumer<String> server, @Nullable Path file, int mostWaiting) {
        this.server = server;
        this.file = file == null ? null : new AuditFile(file);
        this.mostWaiting = mostWaiting;
        this.waiting = new ArrayBlockingQueue<>(mostWaiting);
        this.thread = new Thread(this::run, "curfew-audit-log");
        thread.setDaemon(true);
    }

    /** Starts one that writes to the server's log, and to the file, if there is one. */
    public static AuditLog start(@Nullable Path file) {
        return start(line -> LINES.log(Level.INFO, line), file, MOST_WAITING);
    }

    /** @param server is given the lines for the server's log */
    static AuditLog start(Consumer<String> server, @Nullable Path file, int mostWaiting) {
        AuditLog log = new AuditLog(server, file, mostWaiting);
        log.thread.start();
        return log;
    }

    @Override
    public void accept(AuditEvent event) {
        if (!waiting.offer(event)) {
            lost.incrementAndGet();
        }
    }

    /** How many events were not written down and will not be, since the start of this node. */
    public long lost() {
        return lost.get();
    }

    /** Writes what is there, for two seconds at most. */
    @Override
    public void close() {
        ending = true;
        try {
            thread.join(LONGEST_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!ending || !waiting.isEmpty()) {
            try {
                round();
            } catch (InterruptedException e) {
                // nobody interrupts it but a server that gives up
                break;
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "An event could not be written down.", e);
            }
        }
        end();
    }

    private void round() throws InterruptedException {
        AuditEvent next = waiting.poll(LONGEST_REST.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
            server.accept(next.jsonWithoutWho());
            keep(next);
        }
        if (!failing || System.nanoTime() - failedAt > PAUSE_AFTER_FAULT.toNanos()) {
            write();
        }
        sayLost();
    }

    private void keep(AuditEvent event) {
        if (file == null) {
            return;
        }
        if (unwritten.size() < mostWaiting) {
            unwritten.add(event.json());
        } else {
            lost.incrementAndGet();
        }
    }

    private void write() {
        AuditFile to = file;
        if (to == null || unwritten.isEmpty()) {
            return;
        }
        try {
            while (!unwritten.isEmpty()) {
                to.append(unwritten.element());
                unwritten.remove();
            }
            if (failing) {
                LOG.log(Level.WARNING, "The file of audit_log can be written again.");
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                LOG.log(
                        Level.ERROR,
                        "The file of audit_log cannot be written: {0}. Up to {1} events wait until it can; sign-ins and sign-outs go on.",
                        String.valueOf(e),
                        String.valueOf(mostWaiting));
            }
            failing = true;
            failedAt = System.nanoTime();
        }
    }

    /** At most once in a round, and not while more are being lost to the same fault. */
    private void sayLost() {
        long now = lost.get();
        if (now > toldLost && (toldLost == 0 || !failing)) {
            LOG.log(
                    Level.ERROR,
                    "The audit log has lost events: {0} since the start of this node.",
                    String.valueOf(now));
            toldLost = now;
        }
    }

    private void end() {
        write();
        lost.addAndGet(unwritten.size());
        failing = false;
        sayLost();
        AuditFile open = file;
        if (open != null) {
            open.close();
        }
    }
}
