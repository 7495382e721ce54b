package io.curfew.logout;

import io.curfew.config.PublicUrl;
import io.curfew.page.RequestHeaders;
import io.curfew.page.RequestKind;
import java.util.List;

/**
 * What of a request to sign out counts. Where the browser goes afterwards is always one of the URLs of the configuration.
 *
 * @param publicUrl where the browser reaches the gateway
 */
record SignOutRequest(
        String method,
        PublicUrl publicUrl,
        RequestHeaders headers,
        List<BrowserCookie> cookies,
        SignOutArguments arguments) {
    SignOutRequest {
        cookies = List.copyOf(cookies);
    }

    RequestKind kind() {
        return RequestKind.of(method, headers);
    }
}
