package io.curfew.audit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a door tells the {@link AuditTrail}: said piece by piece, once, by one thread. */
public final class AuditNote {
    /** It was done. */
    public static final String DONE = "done";

    /** It could not be done, or nobody knows whether it was: the session store did not answer. */
    public static final String FAILED = "failed";

    private final EventKind event;
    private final @Nullable LogoutWay how;
    private final String outcome;
    private @Nullable String receipt;
    private @Nullable String issuer;
    private @Nullable String clientId;
    private @Nullable String subject;
    private @Nullable String sid;
    private @Nullable String route;
    private @Nullable String address;
    private @Nullable Integer sessions;
    private @Nullable Long milliseconds;
    private @Nullable String actor;
    private @Nullable String action;
    private @Nullable String reason;

    private AuditNote(EventKind event, @Nullable LogoutWay how, String outcome) {
        this.event = event;
        this.how = how;
        this.outcome = outcome;
    }

    /** A session has begun. */
    public static AuditNote login() {
        return new AuditNote(EventKind.LOGIN, null, DONE);
    }

    /** No session has begun. */
    public static AuditNote loginRefused(String code) {
        return new AuditNote(EventKind.LOGIN_REFUSED, null, code);
    }

    /** So many sessions have ended. */
    public static AuditNote logout(LogoutWay how, int sessions) {
        AuditNote note = new AuditNote(EventKind.LOGOUT, how, DONE);
        note.sessions = sessions;
        return note;
    }

    /** Sessions should have ended, and the store did not answer. */
    public static AuditNote logoutFailed(LogoutWay how) {
        return new AuditNote(EventKind.LOGOUT, how, FAILED);
    }

    /** A request to end sessions was refused. */
    public static AuditNote logoutRefused(LogoutWay how, String code) {
        return new AuditNote(EventKind.LOGOUT_REFUSED, how, code);
    }

    /** An operator did something that ended no session. */
    public static AuditNote operator() {
        return new AuditNote(EventKind.OPERATOR, null, DONE);
    }

    /** At this provider, which is one of the configuration; null where that is not known. */
    public AuditNote issuer(@Nullable String value) {
        issuer = value;
        return this;
    }

    /** Of this client. */
    public AuditNote client(@Nullable String value) {
        clientId = value;
        return this;
    }

    /** Of this user, and this session at the provider. */
    public AuditNote user(@Nullable String itsSubject, @Nullable String itsSid) {
        subject = itsSubject;
        sid = itsSid;
        return this;
    }

    /** At this route. */
    public AuditNote route(@Nullable String name) {
        route = name;
        return this;
    }

    /** Asked for from there. */
    public AuditNote address(@Nullable String value) {
        address = value;
        return this;
    }

    /** So long it took until the sessions were over. */
    public AuditNote took(Duration time) {
        milliseconds = Math.max(0, time.toMillis());
        return this;
    }

    /** It is what an operator did. */
    public AuditNote by(String operator, String did, @Nullable String why) {
        actor = operator;
        action = did;
        reason = why;
        return this;
    }

    /** With a receipt that was made before. */
    public AuditNote receipt(String value) {
        receipt = value;
        return this;
    }

    AuditEvent at(Instant now, Receipts receipts, String node) {
        return new AuditEvent(
                now,
                event,
                receipt == null ? receipts.next() : receipt,
                how,
                outcome,
                issuer,
                clientId,
                subject,
                sid,
                route,
                address,
                sessions,
                milliseconds,
                actor,
                action,
                reason,
                null,
                node);
    }
}
