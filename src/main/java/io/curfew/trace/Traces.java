package io.curfew.trace;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Begins spans. A span that is begun while another one of the same thread is open is its child. */
public interface Traces {
    /** Tells nobody anything, and makes nothing. */
    Traces OFF = new Traces() {
        @Override
        public Span begin(Span.Kind kind, String name) {
            return Span.NONE;
        }

        @Override
        public Span beginRequest(String name, Function<String, @Nullable String> field) {
            return Span.NONE;
        }

        @Override
        public Here here() {
            return () -> () -> {};
        }

        @Override
        public Collection<String> fields() {
            return List.of();
        }

        @Override
        public void withholdQuery() {
            // nobody tells one
        }
    };

    /** Where a thread is, for another one to go on from. */
    interface Here {
        /** What is begun until the end is below the span that was open here. */
        Stay goOn();
    }

    /** Until it is closed, in the thread that began it. */
    interface Stay extends AutoCloseable {
        @Override
        void close();
    }

    /** Those of the container; empty when its server has none. */
    static Optional<Traces> ofContainer() {
        try {
            return OpenTelemetryTraces.ofContainer();
        } catch (NoClassDefFoundError missing) {
            return Optional.empty();
        }
    }

    /** Begins something that the gateway does. */
    Span begin(Span.Kind kind, String name);

    /**
     * Begins the answer to a request: the first span of a trace, or the next one of a trace that was begun elsewhere (W3C Trace Context,
     * section 3.2).
     *
     * @param field the request's header fields, of a client that is believed; null for others
     */
    Span beginRequest(String name, Function<String, @Nullable String> field);

    /** Where this thread is. */
    Here here();

    /** The names of the header fields by which the container reads the trace of a request. */
    Collection<String> fields();

    /** Takes the query out of a span that the container has begun by itself in this thread. */
    void withholdQuery();
}
