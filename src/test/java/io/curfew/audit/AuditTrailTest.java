package io.curfew.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.SettableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuditTrailTest {
    private static final String ISSUER = "https://id.example.com";

    private final SettableClock clock = new SettableClock();
    private final AuditTrail trail = new AuditTrail(clock, new SecureRandom(), "node-1");
    private final List<AuditEvent> told = new ArrayList<>();

    AuditTrailTest() {
        trail.listen(told::add);
    }

    private String refuse(String code) {
        return trail.tell(
                AuditNote.logoutRefused(LogoutWay.PROVIDER, code).issuer(ISSUER).address("192.0.2.7"));
    }

    @Test
    void anEventHasItsTimeItsNodeAndAReceiptOfItsOwn() {
        String receipt = trail.tell(AuditNote.login().user("alice", "sid"));
        AuditEvent event = told.get(0);

        assertEquals(clock.instant(), event.time());
        assertEquals("node-1", event.node());
        assertEquals(receipt, event.receipt());
        assertTrue(receipt.matches("[A-Za-z0-9_-]{22}"), receipt);
        assertNotEquals(receipt, trail.tell(AuditNote.login().user("alice", "sid")));
    }

    @Test
    void aListenerThatFailsKeepsNobodyFromTheEventAndNobodyHearsOfIt() {
        AuditTrail failing = new AuditTrail(clock, new SecureRandom(), "node-1");
        failing.listen(event -> {
            throw new IllegalStateException("broken");
        });
        failing.listen(told::add);

        failing.tell(AuditNote.login());
        failing.tell(AuditNote.login());

        assertEquals(2, told.size());
        assertEquals(2, failing.unheard());
    }

    @Test
    void aFloodOfRefusalsIsSomeLinesAndOneEveryMinute() {
        Set<String> receipts = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            receipts.add(refuse("signature_invalid"));
            if (i % 1_000 == 0) {
                clock.advance(Duration.ofSeconds(1));
                trail.sumUp();
            }
        }
        trail.sumUpAll();

        assertEquals(
                100_000,
                told.stream()
                        .mapToInt(event -> Objects.requireNonNullElse(event.count(), 1))
                        .sum());
        assertTrue(told.size() < 15, () -> told.size() + " lines");
        Set<String> inLines = new HashSet<>();
        told.forEach(event -> inLines.add(event.receipt()));
        assertEquals(inLines, receipts, "every receipt is in a line");
    }

    @Test
    void whatIsSummedUpSaysNothingThatOnlyOneOfThemSaid() {
        for (int i = 0; i <= UnprovenEvents.TOLD_EACH; i++) {
            refuse("expired");
        }
        trail.sumUpAll();
        AuditEvent sum = told.get(told.size() - 1);

        assertEquals(1, sum.count());
        assertEquals("expired", sum.outcome());
        assertEquals(ISSUER, sum.issuer());
        assertEquals(null, sum.address());
    }

    @Test
    void aFloodOfOneKindLeavesTheOthersAlone() {
        for (int i = 0; i < 1_000; i++) {
            refuse("malformed");
        }
        told.clear();

        refuse("expired");
        trail.tell(AuditNote.logout(LogoutWay.PROVIDER, 1).issuer(ISSUER));

        assertEquals(
                List.of("expired", "done"),
                told.stream().map(AuditEvent::outcome).toList());
    }

    @Test
    void kindsWithoutEndAreCountedTogether() {
        for (int i = 0; i < 10_000; i++) {
            refuse("code " + i);
        }

        assertTrue(told.size() <= UnprovenEvents.MOST_KINDS + UnprovenEvents.TOLD_EACH, () -> told.size() + " lines");
    }

    @Test
    void afterAQuietWhileEachIsToldAgain() {
        for (int i = 0; i < 100; i++) {
            refuse("expired");
        }
        clock.advance(Duration.ofMinutes(11));
        trail.sumUp();
        told.clear();

        refuse("expired");

        assertEquals(1, told.size());
        assertEquals("192.0.2.7", told.get(0).address());
    }

    @Test
    void whatSomebodyHasProvedIsToldEach() {
        for (int i = 0; i < 100; i++) {
            trail.tell(AuditNote.login());
            trail.tell(AuditNote.logout(LogoutWay.USER, 1));
            trail.tell(AuditNote.logout(LogoutWay.PROVIDER, 0));
            trail.tell(AuditNote.logoutFailed(LogoutWay.PROVIDER));
            trail.tell(AuditNote.logout(LogoutWay.ADMINISTRATOR, 0));
        }
        assertEquals(500, told.size());
        told.clear();
        for (int i = 0; i < 100; i++) {
            trail.tell(AuditNote.logout(LogoutWay.USER, 0));
            trail.tell(AuditNote.logoutFailed(LogoutWay.USER));
            trail.tell(AuditNote.logout(LogoutWay.FRONT_CHANNEL, 0));
            trail.tell(AuditNote.loginRefused("not_waited_for"));
        }
        assertEquals(4 * UnprovenEvents.TOLD_EACH, told.size(), "what anybody can bring about");
    }
}
