package io.curfew.proxy;

import java.io.IOException;
import java.net.URI;

/** An upstream gave no answer, or did not finish the one it began. The cause says why. */
class UpstreamBrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    private final URI upstream;

    UpstreamBrokenException(URI upstream, Throwable cause) {
        super("The upstream did not give a whole answer.", cause);
        this.upstream = upstream;
    }

    URI upstream() {
        return upstream;
    }

    /** For a log line: what happened, without the stack. */
    static String reason(IOException failure) {
        return cause(failure).getClass().getSimpleName();
    }

    /** What the engine or the operating system said. */
    static Throwable cause(IOException failure) {
        return failure instanceof UpstreamBrokenException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
