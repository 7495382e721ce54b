package io.curfew.proxy;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One request to whichever upstream of its route.
 *
 * @param target makes of an upstream's base path the request target, which is sent as it is
 * @param headers without {@code Host} and framing
 * @param body null for none
 */
record UpstreamRequest(
        String method,
        UnaryOperator<String> target,
        List<HeaderField> headers,
        @Nullable RequestBody body) {
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    UpstreamRequest withHeaders(List<HeaderField> others) {
        return new UpstreamRequest(method, target, others, body);
    }

    boolean has(String name) {
        return headers.stream().anyMatch(field -> field.is(name));
    }

    /** Idempotent (RFC 9110, section 9.2.2) and without a body that is already read. */
    boolean mayBeSentAgain() {
        return body == null && IDEMPOTENT.contains(method);
    }
}
