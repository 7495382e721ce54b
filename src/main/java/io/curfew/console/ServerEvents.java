package io.curfew.console;

import io.curfew.page.Json;
import io.curfew.session.EndReason;
import java.time.Duration;

/** The events as they are written (HTML standard, section 9.2). */
final class ServerEvents {
    /** A browser that comes back with this as {@code Last-Event-ID} knows already that its session is over. */
    static final String LAST = "ended";

    private ServerEvents() {}

    /**
     * The first of a stream.
     *
     * @param retry after which a browser whose stream broke comes back
     * @param document as {@link SessionDocument} writes it
     */
    static String first(Duration retry, String document) {
        return "retry: " + retry.toMillis() + "\nevent: session\ndata: " + document + "\n\n";
    }

    /** That the stream is alive, and when it will say so again: the browser, too, has to notice a dead connection. */
    static String alive(Duration period) {
        return "event: alive\ndata: " + period.toSeconds() + "\n\n";
    }

    /** The last of a stream. */
    static String ended(EndReason reason) {
        return "id: " + LAST + "\nevent: ended\ndata: {\"reason\":" + Json.quote(reason.text()) + "}\n\n";
    }
}
