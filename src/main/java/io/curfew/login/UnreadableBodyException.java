package io.curfew.login;

import java.io.IOException;

/** The client broke off the form body that the gate had to read. */
final class UnreadableBodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableBodyException(IOException cause) {
        super("The form body of the request could not be read.", cause);
    }
}
