package io.curfew.frontchannel;

import io.curfew.audit.AuditNote;
import io.curfew.audit.AuditTrail;
import io.curfew.audit.LogoutWay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells the audit trail what becomes of front-channel logouts. Every answer has a receipt of its own, also where several requests are
 * counted in one line: one that came twice would tell that there was no session.
 */
public final class FrontChannelTrail {
    private final AuditTrail trail;
    private final Clock clock;

    /** Creates it. */
    public FrontChannelTrail(AuditTrail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** Each returns the receipt. */
    String ended(String issuer, String sid, int sessions, Instant since, @Nullable String address) {
        return tell(AuditNote.logout(LogoutWay.FRONT_CHANNEL, sessions)
                .issuer(issuer)
                .user(null, sid)
                .took(Duration.between(since, now()))
                .address(address));
    }

    /** Of a {@code sid} that was only guessed nothing is told. */
    String nothing(@Nullable String issuer, @Nullable String address) {
        return tell(AuditNote.logout(LogoutWay.FRONT_CHANNEL, 0).issuer(issuer).address(address));
    }

    String failed(String issuer, @Nullable String address) {
        return tell(
                AuditNote.logoutFailed(LogoutWay.FRONT_CHANNEL).issuer(issuer).address(address));
    }

    private String tell(AuditNote note) {
        String receipt = trail.receipt();
        trail.tell(note.receipt(receipt));
        return receipt;
    }
}
