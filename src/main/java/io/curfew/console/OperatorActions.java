package io.curfew.console;

import org.jspecify.annotations.Nullable;

/** Is told what operators do, with who and why. */
@FunctionalInterface
public interface OperatorActions {
    /**
     * What an operator wanted to end.
     *
     * @param actor who
     * @param name what: {@code end_session}, {@code end_user}, {@code end_client} or {@code end_all}
     * @param reason why, in the operator's words: printable, at most 200 characters
     * @param issuer at which provider; null for any
     * @param clientId of which client; null for any
     * @param subject of which user; null for any
     * @param sid behind which session of the provider; null where that does not matter or it has none
     * @param sessions how many ended
     * @param isDone false where the store did not answer and nobody knows how many ended
     */
    record Action(
            OperatorVerdict.Operator actor,
            String name,
            String reason,
            @Nullable String issuer,
            @Nullable String clientId,
            @Nullable String subject,
            @Nullable String sid,
            int sessions,
            boolean isDone) {
        /** The same with what came of it. */
        Action ended(int count) {
            return new Action(actor, name, reason, issuer, clientId, subject, sid, count, true);
        }
    }

    /** Never throws. Returns the receipt by which the action is found in the log. */
    String tell(Action action);
}
