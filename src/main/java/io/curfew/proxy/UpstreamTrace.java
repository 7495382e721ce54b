package io.curfew.proxy;

import io.curfew.trace.Span;
import io.curfew.trace.Traces;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A span for each call of an upstream, until the head of its answer is there. The upstream is told to be its child: what the client
 * said of a trace is replaced. Where no spans are made, that passes as every other field.
 */
final class UpstreamTrace {
    private final Traces traces;

    UpstreamTrace(Traces traces) {
        this.traces = traces;
    }

    /** Something that is asked of an upstream. */
    interface Call<T> {
        T make(UpstreamRequest request) throws IOException;
    }

    boolean isOn() {
        return traces != Traces.OFF;
    }

    <T> T of(URI upstream, UpstreamRequest request, Call<T> call, ToIntFunction<T> status) throws IOException {
        try (Span span = traces.begin(Span.Kind.CLIENT, request.method())) {
            span.tell("http.request.method", request.method())
                    .tell("server.address", upstream.getHost())
                    .tell("server.port", port(upstream));
            return told(span, call, passedOn(request, span), status);
        }
    }

    private static <T> T told(Span span, Call<T> call, UpstreamRequest request, ToIntFunction<T> status)
            throws IOException {
        try {
            T answer = call.make(request);
            int code = status.applyAsInt(answer);
            span.tell("http.response.status_code", code);
            if (code >= 400) {
                span.failed(Integer.toString(code));
            }
            return answer;
        } catch (IOException | RuntimeException e) {
            span.failed(e.getClass().getSimpleName());
            throw e;
        }
    }

    private static UpstreamRequest passedOn(UpstreamRequest request, Span span) {
        List<HeaderField> fields = new ArrayList<>(request.headers());
        fields.removeIf(field -> field.is("traceparent") || field.is("tracestate"));
        span.passOn((name, value) -> fields.add(new HeaderField(name, value)));
        return request.withHeaders(fields);
    }

    private static int port(URI upstream) {
        if (upstream.getPort() >= 0) {
            return upstream.getPort();
        }
        return upstream.getScheme().equals("https") ? 443 : 80;
    }
}
