package io.curfew.proxy;

import io.curfew.config.Route;
import io.curfew.session.Admitted;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The two connections of one WebSocket and the bytes between them. Frames pass unchanged; their headers towards the client are
 * followed, so that the gateway can end the WebSocket between two of them and say why.
 *
 * <p>Towards the client a thread of our own waits for the upstream; towards the upstream the container calls when the client has
 * sent something, so that a silent client holds no thread of the container.
 */
final class WebSocketTunnel extends OpenExchange {
    private static final int BUFFER = 8 * 1024;

    /** What runs in it is a loop over a buffer. */
    private static final long STACK = 128 * 1024;

    /** How many sweeps a client may take to answer a Close frame, or to come to read it. */
    private static final int PATIENCE = 3;

    /** The client's connection after the container has given it away. */
    interface Client {
        OutputStream output();

        /** Ends it in order, after what was written. May wait. */
        void close();

        /** Ends it at once; never waits. */
        void breakOff();
    }

    private final WebSocketClient.Connection upstream;
    private final Consumer<WebSocketTunnel> leaving;
    private final FrameFollower frames = new FrameFollower();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean betweenFrames = true;
    private volatile boolean used;
    private volatile @Nullable Cause ending;
    private volatile @Nullable Client client;

    /** @param leaving called once, when both connections are at their end */
    WebSocketTunnel(
            WebSocketClient.Connection upstream,
            @Nullable Admitted admitted,
            Route route,
            Consumer<WebSocketTunnel> leaving) {
        super(admitted, route);
        this.upstream = upstream;
        this.leaving = leaving;
    }

    /** Begins to carry bytes to the client. */
    void begin(Client connection) {
        client = connection;
        Thread pump = new Thread(null, () -> pump(connection), "curfew-websocket", STACK);
        pump.setDaemon(true);
        pump.start();
    }

    private void pump(Client connection) {
        try {
            byte[] buffer = new byte[BUFFER];
            while (ending == null || !frames.isAtBoundary()) {
                int count = upstream.in().read(buffer);
                if (count < 0) {
                    break;
                }
                frames.follow(buffer, count);
                betweenFrames = frames.isAtBoundary();
                write(connection, buffer, count);
            }
        } catch (IOException e) {
            // one of the two sides is gone, or the sweep has ended the upstream's
        }
        finish(connection);
    }

    private void write(Client connection, byte[] bytes, int count) throws IOException {
        toClient().begin();
        try {
            connection.output().write(bytes, 0, count);
            connection.output().flush();
        } finally {
            toClient().end();
        }
    }

    private void finish(Client connection) {
        upstream.abort().run();
        Cause cause = ending;
        if (cause == null) {
            leave();
            connection.close();
        } else if (frames.isAtBoundary() && !frames.isClosed()) {
            byte[] close = closeFrame(cause);
            try {
                // the client's answer, or a later sweep, ends the connection
                write(connection, close, close.length);
            } catch (IOException e) {
                breakOff(connection);
            }
        } else {
            breakOff(connection);
        }
    }

    private static byte[] closeFrame(Cause cause) {
        int code =
                switch (cause) {
                    case SESSION_OVER -> 4401;
                    case STORE_SILENT -> 1013;
                    case STALLED, ABANDONED, NODE_STOPS -> 1001;
                };
        String reason =
                switch (cause) {
                    case SESSION_OVER -> "session over";
                    case STORE_SILENT -> "try again later";
                    case STALLED, ABANDONED, NODE_STOPS -> "going away";
                };
        byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[4 + text.length];
        frame[0] = (byte) 0x88;
        frame[1] = (byte) (2 + text.length);
        frame[2] = (byte) (code >> 8);
        frame[3] = (byte) code;
        System.arraycopy(text, 0, frame, 4, text.length);
        return frame;
    }

    /** Carries what the client has sent on, and waits until it is gone; nothing any more once the end has begun. */
    void fromClient(byte[] bytes, int count) throws IOException {
        used = true;
        if (ending != null) {
            return;
        }
        toUpstream().begin();
        try {
            upstream.out().write(bytes, 0, count);
        } finally {
            toUpstream().end();
        }
    }

    /** The client has closed its connection, or lost it. */
    void clientGone() {
        upstream.abort().run();
        leave();
    }

    @Override
    boolean isEndless() {
        return true;
    }

    @Override
    boolean isAbandoned() {
        return false;
    }

    @Override
    boolean takeUse() {
        boolean was = used;
        used = false;
        return was;
    }

    /** First the pump is asked to say goodbye, by taking its upstream away unless a frame is under way; then it is over. */
    @Override
    void end(Cause cause, int attempt) {
        if (ending == null) {
            ending = cause;
        }
        Client connection = client;
        if (connection == null || cause == Cause.STALLED || attempt >= PATIENCE) {
            upstream.abort().run();
            if (connection != null) {
                connection.breakOff();
            }
            leave();
        } else if (betweenFrames || attempt > 0) {
            upstream.abort().run();
        }
    }

    private void breakOff(Client connection) {
        connection.breakOff();
        leave();
    }

    private void leave() {
        if (over.compareAndSet(false, true)) {
            leaving.accept(this);
        }
    }
}
