package io.curfew.proxy;

import java.io.IOException;

/** The request is none that the engine sends, which the message explains; the upstream has seen nothing of it. */
final class RequestRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RequestRefusedException(IOException cause) {
        super(UpstreamBrokenException.shown(String.valueOf(cause.getMessage())), cause);
    }
}
