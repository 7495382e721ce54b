package io.curfew.it;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.zip.CRC32;

/** A body of any length that is made while it is read, the same each time; no two parts of it can be exchanged unnoticed. */
final class GeneratedBody extends InputStream {
    private static final byte[] BLOCK = new byte[1 << 20];

    static {
        new Random(4711).nextBytes(BLOCK);
    }

    private final long length;
    private long at;

    GeneratedBody(long length) {
        this.length = length;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) {
        if (at == length) {
            return -1;
        }
        int within = (int) (at % BLOCK.length);
        int copied = (int) Math.min(Math.min(count, length - at), BLOCK.length - within);
        System.arraycopy(BLOCK, within, buffer, offset, copied);
        // a counter at the start of each block
        if (within == 0 && copied >= 4) {
            int number = (int) (at / BLOCK.length);
            for (int index = 0; index < 4; index++) {
                buffer[offset + index] = (byte) (number >> (8 * index));
            }
        }
        at += copied;
        return copied;
    }

    /** Length and checksum of a body, which is read to its end. */
    static String sum(InputStream body) throws IOException {
        CRC32 sum = new CRC32();
        long length = 0;
        byte[] buffer = new byte[1 << 16];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            sum.update(buffer, 0, count);
            length += count;
        }
        return length + " bytes, " + Long.toHexString(sum.getValue());
    }
}
