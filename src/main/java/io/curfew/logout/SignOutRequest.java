package io.curfew.logout;

import io.curfew.config.PublicUrl;
import io.curfew.page.RequestHeaders;
import io.curfew.page.RequestKind;
import java.util.List;

/**
 * What of a request to sign out counts. Nothing that the browser says decides where it goes afterwards.
 *
 * @param publicUrl where the browser reaches the gateway
 */
record SignOutRequest(String method, PublicUrl publicUrl, RequestHeaders headers, List<BrowserCookie> cookies) {
    SignOutRequest {
        cookies = List.copyOf(cookies);
    }

    RequestKind kind() {
        return RequestKind.of(method, headers);
    }
}
