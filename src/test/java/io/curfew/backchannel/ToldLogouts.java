package io.curfew.backchannel;

import io.curfew.audit.AuditEvent;
import io.curfew.audit.AuditTrail;
import io.curfew.ground.SettableClock;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** What the audit trail was told of logout tokens of one issuer. */
final class ToldLogouts {
    static final String ISSUER = "https://id.example.com";

    final List<AuditEvent> events = new ArrayList<>();
    private final SettableClock clock = new SettableClock();

    BackChannelTrail trail() {
        AuditTrail trail = new AuditTrail(clock, new SecureRandom(), "node");
        trail.listen(events::add);
        return new BackChannelTrail(trail::tell, List.of(ISSUER), clock);
    }
}
