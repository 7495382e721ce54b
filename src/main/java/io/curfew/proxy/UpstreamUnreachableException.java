package io.curfew.proxy;

import java.net.URI;

/** No connection to an upstream could be opened; nothing of the request was sent. */
final class UpstreamUnreachableException extends UpstreamBrokenException {
    private static final long serialVersionUID = 1L;

    UpstreamUnreachableException(URI upstream, Throwable cause) {
        super(upstream, cause);
    }
}
