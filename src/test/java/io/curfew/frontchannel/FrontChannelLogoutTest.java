package io.curfew.frontchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.curfew.audit.AuditEvent;
import io.curfew.audit.AuditTrail;
import io.curfew.audit.LogoutWay;
import io.curfew.ground.SettableClock;
import io.curfew.session.StoreUnavailableException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrontChannelLogoutTest {
    private static final String ISSUER = "https://id.example.com/realms/work";

    private final List<String> asked = new ArrayList<>();
    private final List<AuditEvent> told = new ArrayList<>();
    private final FrontChannelLogout logout = new FrontChannelLogout(
            List.of(ISSUER, ISSUER),
            (issuer, sid) -> {
                asked.add(issuer + " " + sid);
                return sid.equals("live") ? 2 : 0;
            },
            trail());

    private FrontChannelTrail trail() {
        SettableClock clock = new SettableClock();
        AuditTrail trail = new AuditTrail(clock, new SecureRandom(), "node");
        trail.listen(told::add);
        return new FrontChannelTrail(trail, clock);
    }

    @Test
    void theSessionsOfOneSidOfOneIssuerEnd() {
        assertEquals(
                FrontChannelLogoutOutcome.ENDED,
                logout.logout(List.of(ISSUER), List.of("live"), null).outcome());
        assertEquals(List.of(ISSUER + " live"), asked);
        assertEquals(1, logout.ended());
    }

    @Test
    void aSidThatNobodyHasEndsNothing() {
        assertEquals(
                FrontChannelLogoutOutcome.NOTHING,
                logout.logout(List.of(ISSUER), List.of("gone"), null).outcome());
        assertEquals(1, logout.nothing());
    }

    /** Not even the store is asked. */
    @Test
    void whatIsMissingRepeatedOrUnknownDoesNothing() {
        List<List<String>> issuers = List.of(
                List.of(),
                List.of(""),
                List.of(ISSUER, ISSUER),
                List.of(ISSUER, "https://evil.example"),
                List.of(ISSUER + "/"),
                List.of("https://evil.example"));
        issuers.forEach(wrong -> assertEquals(
                FrontChannelLogoutOutcome.NOTHING,
                logout.logout(wrong, List.of("live"), null).outcome(),
                wrong::toString));
        List<List<String>> sids = List.of(
                List.of(), List.of(""), List.of("live", "live"), List.of("live", "x"), List.of("x".repeat(513)));
        sids.forEach(wrong -> assertEquals(
                FrontChannelLogoutOutcome.NOTHING,
                logout.logout(List.of(ISSUER), wrong, null).outcome(),
                wrong::toString));

        assertEquals(List.of(), asked);
        assertEquals(11, logout.nothing());
        assertEquals(
                FrontChannelLogoutOutcome.ENDED,
                logout.logout(List.of(ISSUER), List.of("live"), null).outcome(),
                "control");
    }

    @Test
    void aStoreThatDoesNotAnswerIsNoSuccess() {
        FrontChannelLogout down = new FrontChannelLogout(
                List.of(ISSUER),
                (issuer, sid) -> {
                    throw new StoreUnavailableException("sids get", new IOException("no store"));
                },
                trail());

        assertEquals(
                FrontChannelLogoutOutcome.STORE_UNAVAILABLE,
                down.logout(List.of(ISSUER), List.of("live"), null).outcome());
        assertEquals(1, down.storeUnavailable());
    }

    @Test
    void whatEndedIsToldAndASidThatWasOnlyGuessedIsNot() {
        String receipt =
                logout.logout(List.of(ISSUER), List.of("live"), "192.0.2.7").receipt();
        logout.logout(List.of(ISSUER), List.of("gone"), "192.0.2.7");

        assertEquals(2, told.size());
        assertEquals(LogoutWay.FRONT_CHANNEL, told.get(0).how());
        assertEquals("live", told.get(0).sid());
        assertEquals(2, told.get(0).sessions());
        assertEquals(receipt, told.get(0).receipt());
        assertEquals("192.0.2.7", told.get(0).address());
        assertEquals(0, told.get(1).sessions());
        assertEquals(null, told.get(1).sid());
    }

    /** Else whoever gets the same one twice would know that there was no session. */
    @Test
    void everyAnswerHasAReceiptOfItsOwn() {
        Set<String> receipts = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            receipts.add(logout.logout(List.of(ISSUER), List.of("gone"), null).receipt());
        }
        receipts.add(logout.logout(List.of(ISSUER), List.of("live"), null).receipt());

        assertEquals(101, receipts.size());
        assertEquals(11, told.size(), "lines");
    }
}
