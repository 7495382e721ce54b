package io.curfew.proxy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;

/**
 * The body of a request without a session. Whoever sends it may keep the gateway waiting for a minute altogether, and a second longer
 * for each 16 KB that have come; so a short body has an end, and a long one that gets on is never cut. Its first part
 * is read before the upstream is asked for anything.
 */
final class AnonymousBody extends FilterInputStream {
    /** As much is read beforehand: more than most forms and calls have, and little to hold in memory. */
    static final int FIRST_PART = 64 * 1024;

    private static final long LONGEST_WAIT = 60_000;
    private static final long LEAST_PER_MILLISECOND = 16;

    private final Clock clock;
    private long waited;
    private long come;

    private AnonymousBody(InputStream in, Clock clock) {
        super(in);
        this.clock = clock;
    }

    /**
     * The body with its first part read: all of it, or what is left may only take the place of an
     * {@linkplain RequestBody#isAnonymous() anonymous} one.
     */
    static RequestBody begun(RequestBody body, Clock clock) throws ClientBodyException {
        AnonymousBody coming = new AnonymousBody(body.content(), clock);
        byte[] first = read(coming);
        if (first.length > body.largest()) {
            throw new BodyTooLargeException();
        }
        InputStream start = new ByteArrayInputStream(first);
        return first.length < FIRST_PART || first.length == body.length()
                ? body.with(start, false)
                : body.with(new SequenceInputStream(start, coming), true);
    }

    private static byte[] read(AnonymousBody coming) throws ClientBodyException {
        try {
            return coming.readNBytes(FIRST_PART);
        } catch (ClientBodyException e) {
            throw e;
        } catch (IOException e) {
            throw new ClientBodyException("The body could not be read to its end.", e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        long begin = clock.millis();
        int count = in.read(buffer, offset, length);
        waited += clock.millis() - begin;
        come += Math.max(0, count);
        if (count >= 0 && waited > LONGEST_WAIT + come / LEAST_PER_MILLISECOND) {
            throw new ClientTooSlowException();
        }
        return count;
    }
}
