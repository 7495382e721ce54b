package io.curfew.console;

/** Is told what operators do, with who and why. */
@FunctionalInterface
public interface OperatorActions {
    /**
     * An operator has ended something; never throws.
     *
     * @param action what, in words that stay the same
     * @param reason why, as the operator says
     * @param sessions how many ended
     * @return the receipt of it: by this it is found in the audit log
     */
    String tell(OperatorVerdict.Operator actor, String action, String reason, int sessions);
}
