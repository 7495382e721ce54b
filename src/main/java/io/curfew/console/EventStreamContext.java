package io.curfew.console;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * An event stream over an asynchronous servlet response. The container blocks in a flush when the buffers of a connection are full, so
 * a few writers of all streams write, one at a time for a stream; no lock is held meanwhile, and who sends never waits.
 */
final class EventStreamContext implements EventStream, WriteListener, AsyncListener {
    /** For how long a browser may take nothing; shorter than the time between two beats, so that the next one notices. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final byte[] NOTHING = new byte[0];
    private static final int WRITERS = 8;

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final BooleanSupplier gone;
    private final Executor writers;
    private final LongSupplier ticks;
    private byte[] pending = NOTHING;
    private long unsentSince;
    private boolean possible;
    private boolean unflushed;
    private boolean writing;
    private boolean ending;
    private boolean over;
    private boolean completed;

    /** @param ticks nanoseconds from any beginning */
    EventStreamContext(
            AsyncContext async, ServletOutputStream out, BooleanSupplier gone, Executor writers, LongSupplier ticks) {
        this.async = async;
        this.out = out;
        this.gone = gone;
        this.writers = writers;
        this.ticks = ticks;
    }

    /** Threads that write, and end by themselves when there is nothing to write. */
    static Executor writers() {
        ThreadPoolExecutor writers =
                new ThreadPoolExecutor(WRITERS, WRITERS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), run -> {
                    Thread daemon = new Thread(run, "curfew-event-writer");
                    daemon.setDaemon(true);
                    return daemon;
                });
        writers.allowCoreThreadTimeOut(true);
        return writers;
    }

    /**
     * Begins the answer.
     *
     * @param gone whether the browser has closed the connection, which carries nothing after this answer
     */
    static EventStreamContext begin(
            HttpServletRequest request, HttpServletResponse response, BooleanSupplier gone, Executor writers)
            throws IOException {
        response.setHeader("Connection", "close");
        // the container drops the first flush of an answer whose head has not gone out, and the first event with it
        response.flushBuffer();
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(0);
        ServletOutputStream out = response.getOutputStream();
        EventStreamContext stream = new EventStreamContext(async, out, gone, writers, System::nanoTime);
        async.addListener(stream);
        out.setWriteListener(stream);
        return stream;
    }

    @Override
    public synchronized boolean send(String text) {
        if (over || ending) {
            return false;
        }
        long now = ticks.getAsLong();
        if (isAllSent()) {
            unsentSince = now;
        } else if (now - unsentSince >= PATIENCE.toNanos()) {
            cut();
            return false;
        }
        byte[] more = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[pending.length + more.length];
        System.arraycopy(pending, 0, all, 0, pending.length);
        System.arraycopy(more, 0, all, pending.length, more.length);
        pending = all;
        goOn();
        return true;
    }

    @Override
    public synchronized void end() {
        ending = true;
        goOn();
    }

    /** A writer that is blocked completes when the container lets it go: before that, the response may not be given back. */
    @Override
    public synchronized void cut() {
        over = true;
        goOn();
    }

    @Override
    public boolean isAbandoned() {
        return gone.getAsBoolean();
    }

    @Override
    public synchronized boolean isOpen() {
        return !over;
    }

    @Override
    public synchronized void onWritePossible() {
        possible = true;
        goOn();
    }

    private boolean isAllSent() {
        return pending.length == 0 && !unflushed && !writing;
    }

    /** Has the lock. */
    private void goOn() {
        boolean due = over || (possible && (ending || pending.length > 0 || unflushed));
        if (due && !writing && !completed) {
            writing = true;
            writers.execute(this::write);
        }
    }

    /** In a writer, without the lock. */
    private void write() {
        try {
            while (isReady() && writeNext()) {
                // until all is written, or the container says later when it goes on
            }
        } catch (IOException | RuntimeException e) {
            cut();
        }
        if (isDone()) {
            complete();
        }
    }

    private boolean isReady() {
        synchronized (this) {
            if (over) {
                return false;
            }
            possible = false;
        }
        boolean ready = out.isReady();
        synchronized (this) {
            possible |= ready;
        }
        return ready;
    }

    private boolean writeNext() throws IOException {
        byte[] next;
        synchronized (this) {
            if (over || (pending.length == 0 && !unflushed)) {
                return false;
            }
            next = pending;
            pending = NOTHING;
            unflushed = next.length > 0;
        }
        if (next.length > 0) {
            out.write(next);
        } else {
            out.flush();
        }
        return true;
    }

    private synchronized boolean isDone() {
        writing = false;
        over |= ending && possible && isAllSent();
        if (!over) {
            goOn();
        }
        return over;
    }

    private void complete() {
        synchronized (this) {
            over = true;
            if (completed) {
                return;
            }
            completed = true;
        }
        try {
            async.complete();
        } catch (IllegalStateException e) {
            // the container was faster
        }
    }

    @Override
    public void onError(Throwable failure) {
        complete();
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        over = true;
        completed = true;
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        complete();
    }

    @Override
    public void onError(AsyncEvent event) {
        complete();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // never started again
    }
}
