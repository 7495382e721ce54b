package io.curfew.backchannel;

import io.curfew.audit.AuditNote;
import io.curfew.audit.LogoutWay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells the audit trail what becomes of logout tokens. Of one that was refused nothing is told but its issuer, where that is one of ours. */
public final class BackChannelTrail {
    /** The code for a token that could not be verified now. */
    public static final String KEYS_UNAVAILABLE = "keys_unavailable";

    private final Function<AuditNote, String> trail;
    private final Set<String> issuers;
    private final Clock clock;

    /**
     * @param trail {@link io.curfew.audit.AuditTrail#tell}
     * @param issuers all of the configuration
     */
    public BackChannelTrail(Function<AuditNote, String> trail, Collection<String> issuers, Clock clock) {
        this.trail = trail;
        this.issuers = Set.copyOf(issuers);
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** Each returns the receipt. */
    String ended(LogoutToken token, int sessions, Instant since, @Nullable String address) {
        return tell(
                about(token, AuditNote.logout(LogoutWay.PROVIDER, sessions)).took(Duration.between(since, now())),
                address);
    }

    String failed(LogoutToken token, @Nullable String address) {
        return tell(about(token, AuditNote.logoutFailed(LogoutWay.PROVIDER)), address);
    }

    String refused(LogoutTokenRefusal refusal, @Nullable String claimedIssuer, @Nullable String address) {
        AuditNote note = AuditNote.logoutRefused(LogoutWay.PROVIDER, refusal.code());
        if (claimedIssuer != null && issuers.contains(claimedIssuer)) {
            note.issuer(claimedIssuer);
        }
        return tell(note, address);
    }

    String notVerifiable(@Nullable String address) {
        return tell(AuditNote.logoutRefused(LogoutWay.PROVIDER, KEYS_UNAVAILABLE), address);
    }

    private static AuditNote about(LogoutToken token, AuditNote note) {
        return note.issuer(token.issuer()).user(token.subject(), token.sid());
    }

    private String tell(AuditNote note, @Nullable String address) {
        return trail.apply(note.address(address));
    }
}
