package io.curfew.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.curfew.audit.AuditEvent;
import io.curfew.audit.AuditTrail;
import io.curfew.audit.LogoutWay;
import io.curfew.ground.SettableClock;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorTrailTest {
    private static final String ISSUER = "https://id.example.com";

    private final List<AuditEvent> told = new ArrayList<>();
    private final AuditTrail trail = new AuditTrail(new SettableClock(), new SecureRandom(), "node");
    private final OperatorTrail actions = new OperatorTrail(trail::tell);

    OperatorTrailTest() {
        trail.listen(told::add);
    }

    private static OperatorActions.Action action(String name) {
        return new OperatorActions.Action(
                new OperatorVerdict.Operator(name, ISSUER, "robot", OperatorVerdict.By.BEARER),
                "end_user",
                "laptop lost",
                ISSUER,
                null,
                "alice",
                null,
                0,
                false);
    }

    @Test
    void anActionIsToldWithWhoAndWhyAndWithWhatCameOfIt() {
        String receipt = actions.tell(action("olivia").ended(3));

        AuditEvent event = told.get(0);
        assertEquals(receipt, event.receipt());
        assertEquals(LogoutWay.ADMINISTRATOR, event.how());
        assertEquals("done", event.outcome());
        assertEquals("olivia (robot)", event.actor());
        assertEquals("end_user", event.action());
        assertEquals("laptop lost", event.reason());
        assertEquals("alice", event.subject());
        assertEquals(3, event.sessions());
    }

    @Test
    void oneThatFailedIsToldTooAndEachOfMany() {
        for (int i = 0; i < 100; i++) {
            actions.tell(action("robot"));
        }

        assertEquals(100, told.size());
        assertEquals("failed", told.get(0).outcome());
        assertEquals(null, told.get(0).sessions());
        assertEquals("robot", told.get(0).actor());
    }
}
