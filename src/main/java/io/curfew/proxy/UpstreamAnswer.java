package io.curfew.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The answer of an upstream, its body still to be read. Closing it before the end of the body breaks the connection. */
final class UpstreamAnswer implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;
    private static final String EVENT_STREAM = "text/event-stream";

    private final int status;
    private final List<HeaderField> headers;
    private final long length;
    private final InputStream body;
    private final Runnable abort;
    private final UpstreamHealth health;
    private @Nullable Supplier<List<HeaderField>> trailers;
    private boolean complete;
    private volatile boolean aborted;

    /**
     * @param length the {@code Content-Length}, or -1; also of a body that is not sent, as for HEAD
     * @param abort closes the upstream connection at once; may be called from any thread and more than once
     * @param health hears whether the answer came to its end
     */
    UpstreamAnswer(
            int status,
            List<HeaderField> headers,
            long length,
            InputStream body,
            Runnable abort,
            UpstreamHealth health) {
        this.status = status;
        this.headers = headers;
        this.length = length;
        this.body = body;
        this.abort = abort;
        this.health = health;
    }

    /** The same with what follows its body. */
    UpstreamAnswer followedBy(Supplier<List<HeaderField>> following) {
        trailers = following;
        return this;
    }

    /** Whether fields may follow its body. */
    boolean mayHaveTrailers() {
        return trailers != null;
    }

    /** The fields that followed its body; none before it was copied to its end. */
    List<HeaderField> trailers() {
        return !complete || trailers == null ? List.of() : trailers.get();
    }

    int status() {
        return status;
    }

    List<HeaderField> headers() {
        return headers;
    }

    long length() {
        return length;
    }

    /** Whether it goes on for as long as somebody listens, with pauses of any length. */
    boolean isEventStream() {
        for (HeaderField field : headers) {
            if (field.is("Content-Type")) {
                return isEventStream(field.value());
            }
        }
        return false;
    }

    /** Whether this is the media type of server-sent events, with parameters or without. */
    static boolean isEventStream(String contentType) {
        if (!contentType.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length())) {
            return false;
        }
        String rest = contentType.substring(EVENT_STREAM.length()).strip();
        return rest.isEmpty() || rest.startsWith(";");
    }

    /**
     * Copies the body as it comes: what is there goes out before the next wait, as an event stream has no end to wait for.
     *
     * @param writes told of each write
     * @throws UpstreamBrokenException when the upstream fails
     * @throws IOException when the client's side fails
     */
    void copyTo(OutputStream client, WriteWatch writes) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = read(buffer); count >= 0; count = read(buffer)) {
            boolean flush = length < 0 && pausing();
            writes.begin();
            try {
                client.write(buffer, 0, count);
                if (flush) {
                    flush(client);
                }
            } finally {
                writes.end();
            }
        }
        complete = true;
        health.completed();
    }

    /** Twice: Open Liberty takes the first flush after a write as a hint and ignores it. */
    private static void flush(OutputStream client) throws IOException {
        client.flush();
        client.flush();
    }

    private int read(byte[] buffer) throws UpstreamBrokenException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private boolean pausing() throws UpstreamBrokenException {
        try {
            return body.available() == 0;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private UpstreamBrokenException broken(IOException cause) {
        if (!aborted) {
            health.failed(cause);
        }
        return new UpstreamBrokenException(health.upstream(), cause);
    }

    @Override
    public void close() {
        if (!complete) {
            aborted = true;
            abort.run();
        }
    }
}
