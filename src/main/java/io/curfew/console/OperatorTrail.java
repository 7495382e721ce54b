package io.curfew.console;

import io.curfew.audit.AuditNote;
import io.curfew.audit.LogoutWay;
import java.util.function.Function;

/** Tells the audit trail what operators do. */
public final class OperatorTrail implements OperatorActions {
    private final Function<AuditNote, String> trail;

    /** @param trail {@link io.curfew.audit.AuditTrail#tell} */
    public OperatorTrail(Function<AuditNote, String> trail) {
        this.trail = trail;
    }

    @Override
    public String tell(OperatorVerdict.Operator actor, String action, String reason, int sessions) {
        return trail.apply(AuditNote.logout(LogoutWay.ADMINISTRATOR, sessions)
                .issuer(actor.issuer())
                .by(name(actor), action, reason));
    }

    /** Names may change; {@code sub} does not. */
    private static String name(OperatorVerdict.Operator actor) {
        return actor.name().equals(actor.subject()) ? actor.subject() : actor.name() + " (" + actor.subject() + ")";
    }
}
