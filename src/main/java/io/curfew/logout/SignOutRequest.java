package io.curfew.logout;

import io.curfew.page.RequestHeaders;
import io.curfew.page.RequestKind;
import java.util.List;

/** What of a request to sign out counts. Nothing in it decides where the browser goes afterwards. */
record SignOutRequest(String method, RequestHeaders headers, List<BrowserCookie> cookies) {
    SignOutRequest {
        cookies = List.copyOf(cookies);
    }

    RequestKind kind() {
        return RequestKind.of(method, headers);
    }
}
