package io.curfew.proxy;

/** A client without a session takes too long for the body of its request. */
final class ClientTooSlowException extends ClientBodyException {
    private static final long serialVersionUID = 1L;

    ClientTooSlowException() {
        super("The body comes too slowly.");
    }
}
