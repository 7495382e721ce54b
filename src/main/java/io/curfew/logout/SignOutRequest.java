package io.curfew.logout;

import io.curfew.config.PublicUrl;
import io.curfew.page.RequestHeaders;
import io.curfew.page.RequestKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a request to sign out counts. Where the browser goes afterwards is always one of the URLs of the configuration.
 *
 * @param publicUrl where the browser reaches the gateway
 * @param address where it comes from, as trusted proxies tell it; null when that is not known
 */
record SignOutRequest(
        String method,
        PublicUrl publicUrl,
        RequestHeaders headers,
        List<BrowserCookie> cookies,
        SignOutArguments arguments,
        @Nullable String address) {
    SignOutRequest {
        cookies = List.copyOf(cookies);
    }

    /** One from nobody knows where. */
    SignOutRequest(
            String method,
            PublicUrl publicUrl,
            RequestHeaders headers,
            List<BrowserCookie> cookies,
            SignOutArguments arguments) {
        this(method, publicUrl, headers, cookies, arguments, null);
    }

    RequestKind kind() {
        return RequestKind.of(method, headers);
    }
}
