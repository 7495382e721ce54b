package io.curfew.session;

/** The session store did not answer: nobody may pass, and nothing may be reported as ended. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String operation, Throwable cause) {
        super("The session store did not answer to '" + operation + "'.", cause);
    }

    private StoreUnavailableException(String message) {
        super(message);
    }

    /** This node does not see a majority of the cluster, so it cannot know what the others have ended. */
    static StoreUnavailableException noMajority() {
        return new StoreUnavailableException(
                "This node does not see a majority of the cluster, so it does not know which sessions are live.");
    }
}
