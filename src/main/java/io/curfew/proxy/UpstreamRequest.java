package io.curfew.proxy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request to an upstream.
 *
 * @param upstream scheme, host and port
 * @param target the request target, sent as it is
 * @param headers without {@code Host} and framing
 * @param body null for none
 * @param connectTimeout limit for a connection, from the pool or new
 * @param readTimeout limit of each wait for bytes of the answer
 */
record UpstreamRequest(
        String method,
        URI upstream,
        String target,
        List<HeaderField> headers,
        @Nullable RequestBody body,
        Duration connectTimeout,
        Duration readTimeout) {
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    UpstreamRequest withHeaders(List<HeaderField> others) {
        return new UpstreamRequest(method, upstream, target, others, body, connectTimeout, readTimeout);
    }

    /** Idempotent (RFC 9110, section 9.2.2) and without a body that is already read. */
    boolean mayBeSentAgain() {
        return body == null && IDEMPOTENT.contains(method);
    }
}
