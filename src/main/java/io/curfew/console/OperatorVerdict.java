package io.curfew.console;

import io.curfew.page.Answer;

/** Whether somebody may look at everybody's sessions and end them. */
public sealed interface OperatorVerdict {
    /** By what an operator shows who they are. */
    enum By {
        /** An access token. */
        BEARER,
        /** The session of a browser. */
        SESSION
    }

    /**
     * They may.
     *
     * @param name what they are called at the provider
     */
    record Operator(String name, String issuer, String subject, By by) implements OperatorVerdict {}

    /** They may not; the answer says why. */
    record Refused(Answer answer) implements OperatorVerdict {}
}
