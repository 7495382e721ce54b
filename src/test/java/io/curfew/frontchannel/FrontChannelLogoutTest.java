package io.curfew.frontchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.curfew.session.StoreUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontChannelLogoutTest {
    private static final String ISSUER = "https://id.example.com/realms/work";

    private final List<String> asked = new ArrayList<>();
    private final FrontChannelLogout logout = new FrontChannelLogout(List.of(ISSUER, ISSUER), (issuer, sid) -> {
        asked.add(issuer + " " + sid);
        return sid.equals("live") ? 2 : 0;
    });

    @Test
    void theSessionsOfOneSidOfOneIssuerEnd() {
        assertEquals(FrontChannelLogoutOutcome.ENDED, logout.logout(List.of(ISSUER), List.of("live")));
        assertEquals(List.of(ISSUER + " live"), asked);
        assertEquals(1, logout.ended());
    }

    @Test
    void aSidThatNobodyHasEndsNothing() {
        assertEquals(FrontChannelLogoutOutcome.NOTHING, logout.logout(List.of(ISSUER), List.of("gone")));
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
                FrontChannelLogoutOutcome.NOTHING, logout.logout(wrong, List.of("live")), wrong::toString));
        List<List<String>> sids = List.of(
                List.of(), List.of(""), List.of("live", "live"), List.of("live", "x"), List.of("x".repeat(513)));
        sids.forEach(wrong -> assertEquals(
                FrontChannelLogoutOutcome.NOTHING, logout.logout(List.of(ISSUER), wrong), wrong::toString));

        assertEquals(List.of(), asked);
        assertEquals(11, logout.nothing());
        assertEquals(FrontChannelLogoutOutcome.ENDED, logout.logout(List.of(ISSUER), List.of("live")), "control");
    }

    @Test
    void aStoreThatDoesNotAnswerIsNoSuccess() {
        FrontChannelLogout down = new FrontChannelLogout(List.of(ISSUER), (issuer, sid) -> {
            throw new StoreUnavailableException("sids get", new IOException("no store"));
        });

        assertEquals(FrontChannelLogoutOutcome.STORE_UNAVAILABLE, down.logout(List.of(ISSUER), List.of("live")));
        assertEquals(1, down.storeUnavailable());
    }
}
