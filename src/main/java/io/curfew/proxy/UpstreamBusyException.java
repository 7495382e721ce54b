package io.curfew.proxy;

import java.io.IOException;

/** As many connections to the upstream as may be are in use, and none became free in time. */
final class UpstreamBusyException extends IOException {
    private static final long serialVersionUID = 1L;

    UpstreamBusyException(IOException cause) {
        super("No connection to the upstream became free in time.", cause);
    }
}
