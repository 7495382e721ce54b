package io.curfew.console;

import io.curfew.config.PublicUrl;
import io.curfew.page.RequestHeaders;
import io.curfew.page.RequestKind;
import io.curfew.session.LiveSession;
import java.util.List;
import java.util.function.Supplier;

/**
 * What of a request counts.
 *
 * @param publicUrl where the browser reaches the gateway
 * @param path below the context root
 * @param authorization the values of {@code Authorization}, as often as the field came
 * @param own the live sessions that it uses; asking may throw {@link io.curfew.session.StoreUnavailableException}
 */
record OperatorRequest(
        String method,
        PublicUrl publicUrl,
        String path,
        RequestHeaders headers,
        List<String> authorization,
        Supplier<List<LiveSession>> own) {
    RequestKind kind() {
        return RequestKind.of(method, headers);
    }

    boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
