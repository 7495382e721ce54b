package io.curfew.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * The body of a request, read once.
 *
 * @param length the number of bytes, or -1 when it is not known beforehand
 * @param largest the number of bytes that it may have
 * @param writes told of each write
 * @param isAnonymous whether more than its first part is to come from somebody without a session
 * @param trailers the fields that followed it; only asked when it was read to its end
 */
record RequestBody(
        InputStream content,
        long length,
        long largest,
        WriteWatch writes,
        boolean isAnonymous,
        Supplier<List<HeaderField>> trailers) {
    private static final int BUFFER = 16 * 1024;

    /** One of any length. */
    RequestBody(InputStream content, long length) {
        this(content, length, new WriteWatch());
    }

    RequestBody(InputStream content, long length, WriteWatch writes) {
        this(content, length, Long.MAX_VALUE, writes, false, List::of);
    }

    /** The same with a limit; 0 for none. */
    RequestBody atMost(long bytes) {
        return bytes == 0 ? this : new RequestBody(content, length, bytes, writes, isAnonymous, trailers);
    }

    /** The same, to be read from elsewhere. */
    RequestBody with(InputStream source, boolean anonymous) {
        return new RequestBody(source, length, largest, writes, anonymous, trailers);
    }

    /** The same, followed by these fields. */
    RequestBody followedBy(Supplier<List<HeaderField>> fields) {
        return new RequestBody(content, length, largest, writes, isAnonymous, fields);
    }

    /** Whether it says itself that it is longer than it may be. */
    boolean isTooLarge() {
        return length > largest;
    }

    /**
     * Copies the body as it comes.
     *
     * @throws BodyTooLargeException when it is longer than it may be; nothing beyond the limit was copied
     * @throws ClientBodyException when the client's side fails or ends early
     * @throws IOException when the upstream's side fails
     */
    void writeTo(OutputStream upstream) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long copied = 0;
        for (int count = read(buffer); count >= 0; count = read(buffer)) {
            copied += count;
            if (copied > largest) {
                throw new BodyTooLargeException();
            }
            // What the client streams piece by piece must reach the upstream piece by piece.
            boolean flush = length < 0 && content.available() == 0;
            writes.begin();
            try {
                upstream.write(buffer, 0, count);
                if (flush) {
                    upstream.flush();
                }
            } finally {
                writes.end();
            }
        }
        if (length >= 0 && copied != length) {
            throw new ClientBodyException("The body ended after " + copied + " of " + length + " bytes.");
        }
    }

    private int read(byte[] buffer) throws ClientBodyException {
        try {
            return content.read(buffer);
        } catch (ClientBodyException e) {
            throw e;
        } catch (IOException e) {
            throw new ClientBodyException("The body could not be read to its end.", e);
        }
    }
}
