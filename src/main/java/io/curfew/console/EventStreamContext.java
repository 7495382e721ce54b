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
import java.util.function.BooleanSupplier;

/** An event stream over an asynchronous servlet response that is written without blocking: no thread waits for its browser. */
final class EventStreamContext implements EventStream, WriteListener, AsyncListener {
    private static final byte[] NOTHING = new byte[0];

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final BooleanSupplier gone;
    private byte[] pending = NOTHING;
    private boolean possible;
    private boolean unflushed;
    private boolean ending;
    private boolean over;

    private EventStreamContext(AsyncContext async, ServletOutputStream out, BooleanSupplier gone) {
        this.async = async;
        this.out = out;
        this.gone = gone;
    }

    /**
     * Begins the answer.
     *
     * @param gone whether the browser has closed the connection, which carries nothing after this answer
     */
    static EventStreamContext begin(HttpServletRequest request, HttpServletResponse response, BooleanSupplier gone)
            throws IOException {
        response.setHeader("Connection", "close");
        // the container drops the first flush of an answer whose head has not gone out, and the first event with it
        response.flushBuffer();
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(0);
        ServletOutputStream out = response.getOutputStream();
        EventStreamContext stream = new EventStreamContext(async, out, gone);
        async.addListener(stream);
        out.setWriteListener(stream);
        return stream;
    }

    @Override
    public synchronized boolean send(String text) {
        if (over || ending) {
            return false;
        }
        boolean isStalled = pending.length > 0;
        byte[] more = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[pending.length + more.length];
        System.arraycopy(pending, 0, all, 0, pending.length);
        System.arraycopy(more, 0, all, pending.length, more.length);
        pending = all;
        drain();
        if (isStalled && pending.length > 0) {
            complete();
        }
        return !over;
    }

    @Override
    public synchronized void end() {
        if (over) {
            return;
        }
        if (ending && pending.length > 0) {
            // asked a second time, with a browser that takes nothing
            complete();
            return;
        }
        ending = true;
        drain();
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
        drain();
    }

    private void drain() {
        if (!possible) {
            // the container says when it begins
            return;
        }
        try {
            while (!over && (pending.length > 0 || unflushed) && out.isReady()) {
                if (pending.length > 0) {
                    byte[] now = pending;
                    pending = NOTHING;
                    unflushed = true;
                    out.write(now);
                } else {
                    unflushed = false;
                    out.flush();
                }
            }
            if (ending && !over && pending.length == 0 && !unflushed && out.isReady()) {
                complete();
            }
        } catch (IOException | IllegalStateException e) {
            complete();
        }
    }

    private void complete() {
        if (over) {
            return;
        }
        over = true;
        try {
            async.complete();
        } catch (IllegalStateException e) {
            // the container was faster
        }
    }

    @Override
    public synchronized void onError(Throwable failure) {
        complete();
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        over = true;
    }

    @Override
    public synchronized void onTimeout(AsyncEvent event) {
        complete();
    }

    @Override
    public synchronized void onError(AsyncEvent event) {
        complete();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // never started again
    }
}
