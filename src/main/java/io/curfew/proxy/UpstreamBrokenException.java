package io.curfew.proxy;

import java.io.IOException;
import java.net.URI;
import javax.net.ssl.SSLException;

/** An upstream gave no answer, or did not finish the one it began. The cause says why. */
class UpstreamBrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST_REASON = 200;

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
        Throwable cause = cause(failure);
        String name = cause.getClass().getSimpleName();
        return cause instanceof SSLException ? name + " (" + shown(String.valueOf(cause.getMessage())) + ")" : name;
    }

    /** A certificate can hold any text, and so can what is said of it. */
    static String shown(String message) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < message.length() && i < LONGEST_REASON; i++) {
            char c = message.charAt(i);
            out.append(c >= ' ' && c < 0x7F ? c : '?');
        }
        return out.toString();
    }

    /** What the engine or the operating system said. */
    static Throwable cause(IOException failure) {
        return failure instanceof UpstreamBrokenException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
