package io.curfew.login;

import io.curfew.audit.AuditNote;
import io.curfew.audit.LogoutWay;
import io.curfew.config.Registration;
import io.curfew.config.Route;
import io.curfew.session.LiveSession;
import io.curfew.session.Session;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the audit trail what this door decides about sessions. */
final class LoginTrail {
    /** Tells nobody. */
    static final LoginTrail NONE = new LoginTrail(note -> {});

    private final Consumer<AuditNote> trail;

    /** @param trail {@link io.curfew.audit.AuditTrail#tell} */
    LoginTrail(Consumer<AuditNote> trail) {
        this.trail = trail;
    }

    void signedIn(Route route, LiveSession session, @Nullable String address) {
        trail.accept(of(AuditNote.login(), session).route(route.name()).address(address));
    }

    /** @param address of the browser that has begun another session */
    void replaced(Route route, LiveSession session, boolean wasOfUse, @Nullable String address) {
        ended(wasOfUse ? LogoutWay.REPLACED : LogoutWay.EXPIRY, route, session, address);
    }

    /** A session that may not pass has ended. */
    void mayNotPass(Route route, LiveSession session, String address) {
        ended(LogoutWay.REFUSED, route, session, address);
    }

    void refreshRefused(Route route, LiveSession session) {
        ended(LogoutWay.REFRESH_REFUSED, route, session, null);
    }

    void refused(LoginRefusal refusal, @Nullable Route route, String address) {
        AuditNote note = AuditNote.loginRefused(refusal.code()).address(address);
        if (route != null) {
            Registration registration = route.registration();
            note.issuer(registration.issuer()).client(registration.clientId()).route(route.name());
        }
        trail.accept(note);
    }

    private void ended(LogoutWay how, Route route, LiveSession session, @Nullable String address) {
        trail.accept(of(AuditNote.logout(how, 1), session).route(route.name()).address(address));
    }

    private static AuditNote of(AuditNote note, LiveSession live) {
        Session session = live.session();
        return note.issuer(session.issuer()).client(session.space().clientId()).user(session.subject(), session.sid());
    }
}
