package io.curfew.proxy;

import java.io.IOException;

/** As many connections to the upstream as may be are in use, and none became free in time. The message says which. */
final class UpstreamBusyException extends IOException {
    private static final long serialVersionUID = 1L;

    UpstreamBusyException(String message) {
        super(message);
    }

    UpstreamBusyException(String message, IOException cause) {
        super(message, cause);
    }
}
