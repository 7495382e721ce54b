package io.curfew.provider;

import io.curfew.trace.Span;
import java.net.URI;

/** What a span says of a call to a provider: never the query, nor what the request holds. */
final class CalledEndpoint {
    private CalledEndpoint() {}

    static void tell(Span span, String method, URI uri) {
        if (span.isOn()) {
            span.rename(method + " " + uri.getPath());
            span.tell("http.request.method", method)
                    .tell("server.address", uri.getHost())
                    .tell("server.port", port(uri))
                    .tell("url.path", uri.getPath());
        }
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equals("https") ? 443 : 80;
    }
}
