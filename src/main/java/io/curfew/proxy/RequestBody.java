package io.curfew.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The body of a request, read once.
 *
 * @param length the number of bytes, or -1 when it is not known beforehand
 * @param writes told of each write
 */
record RequestBody(InputStream content, long length, WriteWatch writes) {
    private static final int BUFFER = 16 * 1024;

    RequestBody(InputStream content, long length) {
        this(content, length, new WriteWatch());
    }

    /**
     * Copies the body as it comes.
     *
     * @throws ClientBodyException when the client's side fails or ends early
     * @throws IOException when the upstream's side fails
     */
    void writeTo(OutputStream upstream) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long copied = 0;
        for (int count = read(buffer); count >= 0; count = read(buffer)) {
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
            copied += count;
        }
        if (length >= 0 && copied != length) {
            throw new ClientBodyException("The body ended after " + copied + " of " + length + " bytes.");
        }
    }

    private int read(byte[] buffer) throws ClientBodyException {
        try {
            return content.read(buffer);
        } catch (IOException e) {
            throw new ClientBodyException("The body could not be read to its end.", e);
        }
    }
}
