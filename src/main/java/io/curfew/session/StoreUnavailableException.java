package io.curfew.session;

/** The session store did not answer: nobody may pass, and nothing may be reported as ended. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String operation, Throwable cause) {
        super("The session store did not answer to '" + operation + "'.", cause);
    }
}
