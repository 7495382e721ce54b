package io.curfew.it;

import io.curfew.ground.RecordingUpstream.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An upstream that does by its path what upstreams do, right and wrong. */
final class UpstreamScripts {
    static final int HALF = 200_000;
    static final int BIG = 40_000_000;

    /** Opened when the first part of a slow upload has arrived. */
    final CountDownLatch firstPartArrived = new CountDownLatch(1);

    /** To be opened before the second part of a slow download is sent. */
    final CountDownLatch secondPartWanted = new CountDownLatch(1);

    private final CountDownLatch closing = new CountDownLatch(1);

    void answer(Exchange exchange) throws IOException {
        String path = exchange.head().split(" ", 3)[1].split("\\?", 2)[0];
        switch (path) {
            case "/echo" -> echo(exchange);
            case "/upload" -> upload(exchange);
            case "/download" -> download(exchange);
            case "/slow-download" -> slowDownload(exchange);
            case "/silent" -> await(closing);
            case "/redirect" ->
                exchange.send("HTTP/1.1 302 Found\r\nLocation: http://" + host(exchange)
                        + "/there?x=1\r\nContent-Length: 0\r\n\r\n");
            case "/short" -> breaking(exchange, "Content-Length: 100\r\n\r\nhalf an answer");
            case "/cut-length" -> breaking(exchange, "Content-Length: " + 2 * HALF + "\r\n\r\n" + "x".repeat(HALF));
            case "/cut-chunks" ->
                breaking(
                        exchange,
                        "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(HALF) + "\r\n" + "x".repeat(HALF)
                                + "\r\n");
            case "/cut-stream" -> breaking(exchange, "Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
            default -> Wire.readAndAnswer(exchange);
        }
    }

    private static String host(Exchange exchange) {
        String head = exchange.head().toLowerCase(Locale.ROOT);
        int host = head.indexOf("\r\nhost: ") + 8;
        return head.substring(host, head.indexOf('\r', host));
    }

    private static void echo(Exchange exchange) throws IOException {
        boolean chunked = exchange.head().toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
        byte[] body = chunked
                ? exchange.readChunks().getBytes(StandardCharsets.ISO_8859_1)
                : exchange.read(Wire.length(exchange.head()));
        exchange.send("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nX-Method: "
                + exchange.head().split(" ", 2)[0] + "\r\nContent-Length: " + body.length + "\r\n\r\n");
        if (!exchange.head().startsWith("HEAD ")) {
            exchange.out().write(body);
            exchange.out().flush();
        }
    }

    private void upload(Exchange exchange) throws IOException {
        long left = Wire.length(exchange.head());
        long sum = 0;
        byte[] buffer = new byte[65_536];
        while (left > 0) {
            int count = exchange.in().read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new IOException("the upload ended early");
            }
            for (int index = 0; index < count; index++) {
                sum += buffer[index] & 0xFF;
            }
            left -= count;
            firstPartArrived.countDown();
        }
        String text = Long.toString(sum);
        exchange.send("HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text);
    }

    private static void download(Exchange exchange) throws IOException {
        exchange.send("HTTP/1.1 200 OK\r\nContent-Length: " + BIG + "\r\n\r\n");
        OutputStream out = exchange.out();
        byte[] block = "0123456789".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        for (int sent = 0; sent < BIG; sent += block.length) {
            out.write(block);
        }
        out.flush();
    }

    private void slowDownload(Exchange exchange) throws IOException {
        exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
        await(secondPartWanted);
        exchange.send("6\r\nsecond\r\n0\r\n\r\n");
    }

    private static void breaking(Exchange exchange, String rest) throws IOException {
        exchange.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + rest);
        throw new IOException("as the script wants");
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IOException("nobody came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    void close() {
        closing.countDown();
        secondPartWanted.countDown();
    }
}
