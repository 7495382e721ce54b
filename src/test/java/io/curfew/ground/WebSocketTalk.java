package io.curfew.ground;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A WebSocket as a client has it, with everything that came over it. */
public final class WebSocketTalk implements WebSocket.Listener, AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<byte[]> binaries = new CopyOnWriteArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private final AtomicInteger pongs = new AtomicInteger();
    private volatile int closeCode;
    private volatile long closedAt;
    private volatile String closeReason = "";
    private volatile @Nullable Throwable failure;
    private @Nullable WebSocket socket;

    private WebSocketTalk() {}

    /**
     * Opens one.
     *
     * @param headers name, value, name, value
     * @throws CompletionException if the handshake is answered otherwise
     */
    public static WebSocketTalk open(HttpClient client, String url, String protocol, String... headers) {
        WebSocketTalk talk = new WebSocketTalk();
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(LIMIT);
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        if (!protocol.isEmpty()) {
            builder.subprotocols(protocol);
        }
        talk.socket = builder.buildAsync(URI.create(url.replaceFirst("^http", "ws")), talk)
                .join();
        return talk;
    }

    public WebSocket socket() {
        WebSocket open = socket;
        if (open == null) {
            throw new IllegalStateException("not open");
        }
        return open;
    }

    /** Sends a text and returns the next one that comes. */
    public String ask(String question) {
        int before = texts.size();
        socket().sendText(question, true).join();
        await(() -> texts.size() > before, "an answer to " + question);
        return texts.get(before);
    }

    /** Waits for a text of which this holds, among all that came so far and will come; false if none does. */
    public boolean hears(Predicate<String> wanted) {
        return Waiting.until(() -> texts.stream().anyMatch(wanted), LIMIT);
    }

    /** The text that came last; empty if none did. */
    public String lastText() {
        return texts.isEmpty() ? "" : texts.get(texts.size() - 1);
    }

    /** Sends bytes and returns the next ones that come. */
    public byte[] ask(byte[] question) {
        int before = binaries.size();
        socket().sendBinary(ByteBuffer.wrap(question), true).join();
        await(() -> binaries.size() > before, "an answer");
        return binaries.get(before);
    }

    /** Sends a ping and waits for a pong. */
    public void ping() {
        int before = pongs.get();
        socket().sendPing(ByteBuffer.wrap(new byte[] {1, 2, 3})).join();
        await(() -> pongs.get() > before, "a pong");
    }

    /** The code with which the other side closed, 1006 if its connection broke; waits for it. */
    public int awaitClose() {
        await(() -> isClosed(), "the end");
        return closeCode;
    }

    public boolean isClosed() {
        return closeCode != 0;
    }

    public String closeReason() {
        return closeReason;
    }

    /** When it was closed, by {@link System#nanoTime()}. */
    public long closedAt() {
        return closedAt;
    }

    public @Nullable Throwable failure() {
        return failure;
    }

    private void await(java.util.function.BooleanSupplier condition, String what) {
        if (!Waiting.until(condition, LIMIT)) {
            throw new IllegalStateException("Nobody sent " + what + "; closed with " + closeCode + ", " + failure);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            texts.add(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        binary.writeBytes(bytes);
        if (last) {
            binaries.add(binary.toByteArray());
            binary.reset();
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        pongs.incrementAndGet();
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        closedAt = System.nanoTime();
        closeReason = reason;
        closeCode = statusCode;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closedAt = System.nanoTime();
        failure = error;
        closeCode = 1006;
    }

    @Override
    public void close() {
        WebSocket open = socket;
        if (open != null && !open.isOutputClosed()) {
            open.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .orTimeout(5, TimeUnit.SECONDS)
                    .exceptionally(e -> open)
                    .join();
        }
    }
}
