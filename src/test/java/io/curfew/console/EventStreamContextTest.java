package io.curfew.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Waiting;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody who sends waits for a browser, though the container does. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventStreamContextTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Response out = new Response();
    private final AtomicInteger completed = new AtomicInteger();
    private final AtomicLong ticks = new AtomicLong();
    private final EventStreamContext stream = new EventStreamContext(
            (AsyncContext) Proxy.newProxyInstance(
                    EventStreamContextTest.class.getClassLoader(),
                    new Class<?>[] {AsyncContext.class},
                    (proxy, method, arguments) -> {
                        assertEquals("complete", method.getName());
                        completed.incrementAndGet();
                        return null;
                    }),
            out,
            () -> false,
            EventStreamContext.writers(),
            ticks::get);

    /** What a container does: a flush waits for a browser that does not read. */
    private static final class Response extends ServletOutputStream {
        private final AtomicReference<String> sent = new AtomicReference<>("");
        private volatile CountDownLatch read = new CountDownLatch(0);
        private volatile CountDownLatch blocked = new CountDownLatch(1);
        private volatile boolean ready = true;

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(int one) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes) {
            sent.accumulateAndGet(new String(bytes, StandardCharsets.UTF_8), String::concat);
        }

        @Override
        public void flush() {
            sent.accumulateAndGet("|", String::concat);
            blocked.countDown();
            try {
                assertTrue(read.await(60, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @AfterEach
    void readAll() {
        out.read.countDown();
    }

    private void blockInFlush() throws InterruptedException {
        out.read = new CountDownLatch(1);
        stream.onWritePossible();
        assertTrue(stream.send("a"));
        assertTrue(out.blocked.await(SOON.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Test
    void whatIsSentIsFlushedInOrderAndThenTheAnswerEnds() {
        assertTrue(stream.send("a"));
        assertEquals("", out.sent.get(), "the container has not begun");
        stream.onWritePossible();
        assertTrue(Waiting.until(() -> "a|".equals(out.sent.get()), SOON), out.sent::get);
        assertTrue(stream.send("b"));
        stream.end();

        assertTrue(Waiting.until(() -> completed.get() == 1, SOON));
        assertEquals("a|b|", out.sent.get());
        assertFalse(stream.isOpen() || stream.send("c"));
    }

    @Test
    void whoSendsAndEndsDoesNotWaitForAFlush() throws InterruptedException {
        blockInFlush();
        assertTrue(stream.send("b"));
        stream.end();
        assertTrue(stream.isOpen(), "it has not all been taken");

        out.read.countDown();

        assertTrue(Waiting.until(() -> completed.get() == 1, SOON));
        assertEquals("a|b|", out.sent.get());
    }

    @Test
    void whoTakesNothingForLongIsCutOff() throws InterruptedException {
        blockInFlush();
        ticks.addAndGet(EventStreamContext.PATIENCE.toNanos() - 1);
        assertTrue(stream.send("b"));
        ticks.incrementAndGet();
        assertFalse(stream.send("c"));
        assertFalse(stream.isOpen());
        assertEquals(0, completed.get(), "a writer is in it");

        out.read.countDown();

        assertTrue(Waiting.until(() -> completed.get() == 1, SOON));
        assertEquals("a|", out.sent.get());
    }

    @Test
    void aCutDoesNotWaitForWhatIsPending() {
        out.ready = false;
        stream.onWritePossible();
        assertTrue(stream.send("a"));
        stream.end();
        assertTrue(stream.isOpen());
        stream.cut();
        stream.cut();

        assertFalse(stream.isOpen());
        assertTrue(Waiting.until(() -> completed.get() == 1, SOON));
        assertEquals("", out.sent.get());
    }
}
