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
    public String tell(Action action) {
        AuditNote note = action.isDone()
                ? AuditNote.logout(LogoutWay.ADMINISTRATOR, action.sessions())
                : AuditNote.logoutFailed(LogoutWay.ADMINISTRATOR);
        return trail.apply(note.issuer(action.issuer())
                .client(action.clientId())
                .user(action.subject(), action.sid())
                .by(name(action.actor()), action.name(), action.reason()));
    }

    /** They have looked at something, which ended nothing and asks for no reason. */
    public void looked(OperatorVerdict.Operator actor, String action) {
        String unused = trail.apply(AuditNote.operator().issuer(actor.issuer()).by(name(actor), action, null));
    }

    /** Names may change; {@code sub} does not. */
    private static String name(OperatorVerdict.Operator actor) {
        return actor.name().equals(actor.subject()) ? actor.subject() : actor.name() + " (" + actor.subject() + ")";
    }
}
