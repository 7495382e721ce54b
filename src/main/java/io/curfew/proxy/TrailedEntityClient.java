package io.curfew.proxy;

import java.util.List;
import org.apache.hc.core5.function.Supplier;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.message.BasicHeader;

/** The body of a request to an upstream, with the trailer fields that are known once it was sent. */
final class TrailedEntityClient extends HttpEntityWrapper {
    private final java.util.function.Supplier<List<HeaderField>> trailers;

    TrailedEntityClient(HttpEntity body, java.util.function.Supplier<List<HeaderField>> trailers) {
        super(body);
        this.trailers = trailers;
    }

    @Override
    public Supplier<List<? extends Header>> getTrailers() {
        return () -> trailers.get().stream()
                .map(field -> new BasicHeader(field.name(), field.value()))
                .toList();
    }

    /** The fields that followed a body which was read to its end. */
    static List<HeaderField> trailers(HttpEntity body) {
        Supplier<List<? extends Header>> trailers = body.getTrailers();
        return trailers == null
                ? List.of()
                : trailers.get().stream()
                        .map(field ->
                                new HeaderField(field.getName(), field.getValue() == null ? "" : field.getValue()))
                        .toList();
    }
}
