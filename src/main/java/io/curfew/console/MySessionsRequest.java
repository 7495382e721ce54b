package io.curfew.console;

import io.curfew.config.PublicUrl;
import io.curfew.page.RequestHeaders;
import io.curfew.page.RequestKind;
import io.curfew.session.LiveSession;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What of a request counts.
 *
 * @param publicUrl where the browser reaches the gateway
 * @param address where it comes from, as trusted proxies tell it; null when that is not known
 * @param own the live sessions that it uses; asking may throw {@link io.curfew.session.StoreUnavailableException}
 */
record MySessionsRequest(
        String method,
        PublicUrl publicUrl,
        RequestHeaders headers,
        @Nullable String address,
        Supplier<List<LiveSession>> own) {
    RequestKind kind() {
        return RequestKind.of(method, headers);
    }
}
