package io.curfew.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Spans of MicroProfile Telemetry.
 *
 * <p>Which span is open is kept under a key of our own. What the container sees as the open span has the same trace and is not
 * sampled: it would begin spans of its own for our resources, below it and with the query in them.
 */
final class OpenTelemetryTraces implements Traces {
    private static final int LONGEST_TEXT = 256;
    private static final ContextKey<io.opentelemetry.api.trace.Span> OPEN = ContextKey.named("io.curfew.open-span");
    private static final W3CTraceContextPropagator TRACE_CONTEXT = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<Function<String, @Nullable String>> FIELDS = new TextMapGetter<>() {
        @Override
        @SuppressWarnings("deprecation") // in later versions; the server's own still demands it
        public Iterable<String> keys(Function<String, @Nullable String> carrier) {
            return TRACE_CONTEXT.fields();
        }

        @Override
        public @Nullable String get(@Nullable Function<String, @Nullable String> carrier, String key) {
            return carrier == null ? null : carrier.apply(key);
        }
    };

    private final Tracer tracer;
    private final TextMapPropagator ofContainer;

    OpenTelemetryTraces(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("io.curfew");
        this.ofContainer = telemetry.getPropagators().getTextMapPropagator();
    }

    static Optional<Traces> ofContainer() {
        Instance<OpenTelemetry> there = CDI.current().select(OpenTelemetry.class);
        return there.isResolvable() ? Optional.of(new OpenTelemetryTraces(there.get())) : Optional.empty();
    }

    @Override
    public Span begin(Span.Kind kind, String name) {
        return begin(kind == Span.Kind.CLIENT ? SpanKind.CLIENT : SpanKind.INTERNAL, name, parent());
    }

    @Override
    public Span beginRequest(String name, Function<String, @Nullable String> field) {
        return begin(SpanKind.SERVER, name, TRACE_CONTEXT.extract(Context.root(), field, FIELDS));
    }

    private static Context parent() {
        io.opentelemetry.api.trace.Span open = Context.current().get(OPEN);
        return open == null ? Context.root() : Context.root().with(open);
    }

    @SuppressWarnings("MustBeClosedChecker") // it is closed with the span
    private Span begin(SpanKind kind, String name, Context parent) {
        io.opentelemetry.api.trace.Span span =
                tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
        return new Open(span, seenAsOpen(span).makeCurrent());
    }

    private static Context seenAsOpen(io.opentelemetry.api.trace.Span span) {
        SpanContext own = span.getSpanContext();
        SpanContext unsampled =
                SpanContext.create(own.getTraceId(), own.getSpanId(), TraceFlags.getDefault(), own.getTraceState());
        return Context.current()
                .with(io.opentelemetry.api.trace.Span.wrap(unsampled))
                .with(OPEN, span);
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // it is closed with the stay
    public Here here() {
        io.opentelemetry.api.trace.Span open = Context.current().get(OPEN);
        if (open == null) {
            return OFF.here();
        }
        return () -> {
            Scope scope = seenAsOpen(open).makeCurrent();
            return scope::close;
        };
    }

    @Override
    public Collection<String> fields() {
        return List.copyOf(ofContainer.fields());
    }

    @Override
    public void withholdQuery() {
        io.opentelemetry.api.trace.Span.current().setAttribute("url.query", "");
    }

    /** One that is open in this thread. */
    private static final class Open implements Span {
        private final io.opentelemetry.api.trace.Span span;
        private final Scope scope;

        Open(io.opentelemetry.api.trace.Span span, Scope scope) {
            this.span = span;
            this.scope = scope;
        }

        @Override
        public boolean isOn() {
            return true;
        }

        @Override
        public Span tell(String name, String value) {
            span.setAttribute(name, value.length() > LONGEST_TEXT ? value.substring(0, LONGEST_TEXT) : value);
            return this;
        }

        @Override
        public Span tell(String name, long value) {
            span.setAttribute(name, value);
            return this;
        }

        @Override
        public void rename(String name) {
            span.updateName(name);
        }

        @Override
        public void failed(String kind) {
            span.setAttribute("error.type", kind);
            span.setStatus(StatusCode.ERROR);
        }

        @Override
        public void passOn(BiConsumer<String, String> field) {
            TRACE_CONTEXT.inject(Context.root().with(span), field, (carrier, name, value) -> carrierOf(carrier)
                    .accept(name, value));
        }

        private static BiConsumer<String, String> carrierOf(@Nullable BiConsumer<String, String> carrier) {
            return carrier == null ? (name, value) -> {} : carrier;
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }
}
