package io.curfew.proxy;

import java.io.IOException;

/** The upstream began an answer and did not finish it. */
final class UpstreamBrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    UpstreamBrokenException(IOException cause) {
        super("The upstream did not finish its answer.", cause);
    }
}
