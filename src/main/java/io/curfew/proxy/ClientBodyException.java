package io.curfew.proxy;

import java.io.IOException;

/** The client did not send a body that can be forwarded: by default, not the one it announced. */
class ClientBodyException extends IOException {
    private static final long serialVersionUID = 1L;

    ClientBodyException(String message) {
        super(message);
    }

    ClientBodyException(String message, IOException cause) {
        super(message, cause);
    }
}
