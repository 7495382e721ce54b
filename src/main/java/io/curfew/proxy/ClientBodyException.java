package io.curfew.proxy;

import java.io.IOException;

/** The client did not send the body it announced. */
final class ClientBodyException extends IOException {
    private static final long serialVersionUID = 1L;

    ClientBodyException(String message) {
        super(message);
    }

    ClientBodyException(String message, IOException cause) {
        super(message, cause);
    }
}
