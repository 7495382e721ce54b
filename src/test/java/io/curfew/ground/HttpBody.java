package io.curfew.ground;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * How the body of an HTTP/1.1 message ends, and its way from one stream to another with its framing unchanged.
 *
 * @param kind what tells its end
 * @param length its bytes if that is known, else 0
 */
record HttpBody(Kind kind, long length) {
    enum Kind {
        NONE,
        LENGTH,
        CHUNKED,
        UNTIL_END
    }

    private static final HttpBody NONE = new HttpBody(Kind.NONE, 0);

    static HttpBody ofRequest(HttpHead head) throws IOException {
        HttpBody told = told(head);
        return told.kind == Kind.UNTIL_END ? NONE : told;
    }

    static HttpBody ofAnswer(String method, HttpHead head) throws IOException {
        int status = head.status();
        boolean bodiless = method.equals("HEAD") || status < 200 || status == 204 || status == 304;
        return bodiless ? NONE : told(head);
    }

    private static HttpBody told(HttpHead head) throws IOException {
        if (head.says("Transfer-Encoding", "chunked")) {
            return new HttpBody(Kind.CHUNKED, 0);
        }
        String text = head.field("Content-Length");
        if (text.isEmpty()) {
            return new HttpBody(Kind.UNTIL_END, 0);
        }
        long length = number("Content-Length", text, 10);
        return length == 0 ? NONE : new HttpBody(Kind.LENGTH, length);
    }

    /** Copies the body; throws an EOFException when it ends early. */
    void copy(InputStream in, OutputStream out) throws IOException {
        switch (kind) {
            case NONE -> {}
            case LENGTH -> copy(in, out, length);
            case CHUNKED -> copyChunks(in, out);
            case UNTIL_END -> copyToEnd(in, out);
        }
        out.flush();
    }

    private static void copyToEnd(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 14];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
            out.flush();
        }
    }

    private static void copyChunks(InputStream in, OutputStream out) throws IOException {
        long length;
        do {
            String line = HttpHead.required(in);
            write(out, line);
            length = number("the length of a chunk", line.split(";", 2)[0].strip(), 16);
            if (length > 0) {
                copy(in, out, length);
                write(out, HttpHead.required(in));
            }
            // a chunk may be an event that somebody waits for
            out.flush();
        } while (length > 0);
        String trailer;
        do {
            trailer = HttpHead.required(in);
            write(out, trailer);
        } while (!trailer.isEmpty());
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[(int) Math.min(length, 1 << 14)];
        long left = length;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new EOFException("The body ended " + left + " bytes early.");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    private static long number(String what, String text, int radix) throws IOException {
        try {
            return Long.parseLong(text, radix);
        } catch (NumberFormatException garbled) {
            throw new IOException("Not a number for " + what + ": " + text, garbled);
        }
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
