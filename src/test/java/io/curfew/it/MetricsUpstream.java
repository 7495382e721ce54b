package io.curfew.it;

import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.RecordingUpstream.Exchange;
import io.curfew.ground.WebSocketScript;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An upstream that answers with the status that its path names, or fails in the way that its path names. */
final class MetricsUpstream implements RecordingUpstream.Script {
    private final WebSocketScript webSockets = new WebSocketScript();
    private final CountDownLatch closing = new CountDownLatch(1);

    @Override
    public void answer(Exchange exchange) throws IOException {
        String path = exchange.head().split(" ", 3)[1];
        if (exchange.head().contains("Sec-WebSocket-Key")) {
            webSockets.answer(exchange);
        } else if (path.matches("/[1-5][0-9][0-9]")) {
            exchange.send("HTTP/1.1 " + path.substring(1) + " As Asked\r\nContent-Length: 0\r\n\r\n");
        } else if (path.equals("/close")) {
            throw new IOException("as the path wants");
        } else if (path.equals("/cut")) {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf an answer");
            throw new IOException("as the path wants");
        } else if (path.equals("/silent")) {
            await();
        } else if (path.equals("/events")) {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: first\n\n");
            await();
        } else {
            Wire.readAndAnswer(exchange);
        }
    }

    private void await() throws IOException {
        try {
            if (!closing.await(120, TimeUnit.SECONDS)) {
                throw new IOException("nobody came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    void close() {
        closing.countDown();
    }
}
