package io.curfew.session;

/** The store knows the sessions and does not let this gateway list them. */
final class SurveyRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SurveyRefusedException(Throwable cause) {
        super("The store does not let this gateway list its sessions.", cause);
    }
}
