package io.curfew.logout;

import io.curfew.audit.AuditNote;
import io.curfew.audit.LogoutWay;
import io.curfew.page.OriginGuard;
import io.curfew.session.Session;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells the audit trail what becomes of sign-outs. Each has one receipt, also where sessions of several users or providers end with it and
 * each has a line of its own.
 */
public final class SignOutTrail {
    private final Function<AuditNote, String> trail;

    /** @param trail {@link io.curfew.audit.AuditTrail#tell} */
    public SignOutTrail(Function<AuditNote, String> trail) {
        this.trail = trail;
    }

    /** A sign-out that is being carried out: what is told of it, and its receipt. */
    final class Telling {
        private final @Nullable String address;
        private @Nullable String receipt;

        private Telling(@Nullable String address) {
            this.address = address;
        }

        /** That sessions have ended. */
        void ended(RoutedSession one, int sessions, Duration took) {
            tell(about(one, AuditNote.logout(LogoutWay.USER, sessions)).took(took));
        }

        /** That a session could not be ended. */
        void notEnded(RoutedSession one) {
            tell(about(one, AuditNote.logoutFailed(LogoutWay.USER)));
        }

        /** Where nothing was told, that there was nothing to end. */
        String receipt(String route) {
            String there = receipt;
            return there == null
                    ? tell(AuditNote.logout(LogoutWay.USER, 0).route(route).address(address))
                    : there;
        }

        private AuditNote about(RoutedSession one, AuditNote note) {
            Session session = one.session().session();
            return note.issuer(session.issuer())
                    .client(session.space().clientId())
                    .user(session.subject(), session.sid())
                    .route(one.route().name())
                    .address(address);
        }

        private String tell(AuditNote note) {
            String earlier = receipt;
            if (earlier != null) {
                note.receipt(earlier);
            }
            String told = trail.apply(note);
            receipt = earlier == null ? told : earlier;
            return told;
        }
    }

    Telling begin(@Nullable String address) {
        return new Telling(address);
    }

    /** Of a sign-out whose sessions could not even be looked for; returns the receipt. */
    String failed(@Nullable String address) {
        return trail.apply(AuditNote.logoutFailed(LogoutWay.USER).address(address));
    }

    /** Of a request that must not sign anybody out; returns the receipt. */
    String refused(OriginGuard.Reason reason, @Nullable String address) {
        return trail.apply(AuditNote.logoutRefused(LogoutWay.USER, reason.name().toLowerCase(Locale.ROOT))
                .address(address));
    }
}
