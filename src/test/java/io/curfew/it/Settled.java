package io.curfew.it;

import io.curfew.ground.Waiting;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What a node says once it can tell. On a busy machine one may lose its lease or its store for a moment, and says 503 then. */
final class Settled {
    private static final int UNAVAILABLE = 503;

    private Settled() {}

    /** The first status that is not 503; 503 if there is none within the limit. */
    static int status(IntSupplier ask, Duration limit) {
        AtomicInteger status = new AtomicInteger(ask.getAsInt());
        if (status.get() == UNAVAILABLE) {
            Waiting.until(
                    () -> {
                        status.set(ask.getAsInt());
                        return status.get() != UNAVAILABLE;
                    },
                    limit);
        }
        return status.get();
    }

    /** The first answer that is not 503, or the last there was within half a minute. */
    static HttpResponse<String> answer(Supplier<HttpResponse<String>> ask) {
        List<HttpResponse<String>> last = new ArrayList<>(List.of(ask.get()));
        if (last.get(0).statusCode() == UNAVAILABLE) {
            Waiting.until(
                    () -> {
                        last.set(0, ask.get());
                        return last.get(0).statusCode() != UNAVAILABLE;
                    },
                    Duration.ofSeconds(30));
        }
        return last.get(0);
    }
}
