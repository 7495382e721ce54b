package io.curfew.proxy;

/** The body of a request turned out to be longer than its route allows. */
final class BodyTooLargeException extends ClientBodyException {
    private static final long serialVersionUID = 1L;

    BodyTooLargeException() {
        super("The body is longer than client_max_body_size.");
    }
}
