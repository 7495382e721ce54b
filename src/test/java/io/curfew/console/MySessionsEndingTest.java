package io.curfew.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.audit.AuditEvent;
import io.curfew.audit.AuditTrail;
import io.curfew.audit.LogoutWay;
import io.curfew.page.Answer;
import io.curfew.session.LiveSession;
import io.curfew.session.LoginOutcome;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ends with a sign-in that a user ends elsewhere, and what lives. */
class MySessionsEndingTest {
    private final MySessionsGround ground = new MySessionsGround();
    private final LiveSession mine = ground.signIn(ground.orders, "alice", "sid-1");
    private final LiveSession elsewhere = ground.signIn(ground.orders, "alice", "sid-2");
    private final LiveSession bobs = ground.signIn(ground.orders, "bob", "sid-3");

    @AfterEach
    void close() {
        ground.close();
    }

    /** An application at a host of its own is the origin of that host. */
    @Test
    void atAnotherHostNothingIsShownAndNothingEnds() {
        for (MySessionsRequest here :
                List.of(ground.navigation("GET", mine), ground.call("GET", mine), ground.call("DELETE", mine))) {
            MySessionsRequest there = new MySessionsRequest(
                    here.method(), here.publicUrl().at("shop.example.com"), here.headers(), null, here.own());
            List<Answer> answers = here.method().equals("GET")
                    ? List.of(ground.sessions.show(there, null))
                    : List.of(
                            ground.sessions.endOne(there, elsewhere.publicId()),
                            ground.sessions.endOthers(there),
                            ground.sessions.unclear(there));
            for (Answer answer : answers) {
                assertEquals(404, answer.status());
                assertTrue(answer.body().contains("https://apps.example.com/oidc/sessions"), answer.body());
                assertFalse(answer.body().contains("alice"), answer.body());
            }
        }
        assertTrue(ground.isLive(elsewhere));
        assertEquals(
                204,
                ground.sessions
                        .endOne(ground.call("DELETE", mine), elsewhere.publicId())
                        .status());
    }

    /** It shares the space of sessions, and takes bearer tokens alone. */
    @Test
    void aRouteThatTakesNoSessionsIsNotShown() {
        String json = ground.json(mine).body();
        assertTrue(json.contains("\"name\":\"" + ground.orders.name() + "\",\"path\":\"/orders\""), json);
        assertFalse(json.contains("/api"), json);
    }

    @Test
    void endingOneEndsItsWholeSignInAndNothingElse() {
        LiveSession withIt = ground.signIn(ground.billing, "alice", "sid-2");
        Answer answer = end(elsewhere.publicId());
        assertEquals(303, answer.status());
        assertFalse(ground.isLive(elsewhere) || ground.isLive(withIt));
        assertTrue(ground.isLive(mine) && ground.isLive(bobs));
        String next = answer.header("Location").get(0);
        assertTrue(next.startsWith("https://apps.example.com/oidc/sessions?ended="), next);

        String notice = next.substring(next.indexOf('=') + 1);
        String html =
                ground.sessions.show(ground.navigation("GET", mine), notice).body();
        assertTrue(html.contains("Signed out in one other place."), html);
        assertEquals(1, ground.told.size());
        AuditEvent event = ground.told.get(0);
        assertTrue(html.contains("Receipt: " + event.receipt()), html);
        assertEquals(List.of(event.receipt()), answer.header(AuditTrail.HEADER));
        assertEquals(LogoutWay.USER, event.how());
        assertEquals("alice", event.subject());
        assertEquals("sid-2", event.sid());
        assertEquals(2, event.sessions());
        assertEquals("192.0.2.1", event.address());
        assertTrue(html.contains("You are not signed in anywhere else"), html);
        assertEquals(1, count(html, "<li>"));
        assertFalse(ground.sessions
                .show(ground.navigation("GET", bobs), notice)
                .body()
                .contains("Signed out in"));
        ground.clock.advance(Duration.ofMinutes(3));
        assertFalse(ground.sessions
                .show(ground.navigation("GET", mine), notice)
                .body()
                .contains("Signed out in"));
    }

    @Test
    void allOthersEndAndThisOneLives() {
        LiveSession third = ground.signIn(ground.orders, "alice", null);
        Answer answer = ground.sessions.endOthers(ground.call("DELETE", mine));
        assertEquals("{\"sign_ins_ended\":2,\"sessions_ended\":2,\"left\":0}", answer.body());
        assertFalse(ground.isLive(elsewhere) || ground.isLive(third));
        assertTrue(ground.isLive(mine) && ground.isLive(bobs));
        assertEquals(1, ground.told.size(), "one user, one line");
        assertEquals(2, ground.told.get(0).sessions());
        assertEquals(List.of(ground.told.get(0).receipt()), answer.header(AuditTrail.HEADER));
        assertEquals(
                "{\"sign_ins_ended\":0,\"sessions_ended\":0,\"left\":0}",
                ground.sessions.endOthers(ground.call("DELETE", mine)).body());
    }

    @Test
    void theOwnSignInEndsAtTheSignOut() {
        assertEquals(
                List.of("https://apps.example.com/oidc/logout"),
                end(mine.publicId()).header("Location"));
        assertEquals(
                409,
                ground.sessions
                        .endOne(ground.call("DELETE", mine), mine.publicId())
                        .status());
        assertTrue(ground.isLive(mine));
    }

    @Test
    void tokensAreRevokedWhereTheRouteSaysSo() {
        LiveSession revoking = ground.signIn(ground.revoking, "alice", "sid-9");
        assertEquals(303, end(elsewhere.publicId()).status());
        assertEquals(List.of(), ground.revoked);
        assertEquals(303, end(revoking.publicId()).status());
        assertEquals(List.of("/revoking refresh of sid-9"), ground.revoked);
    }

    @Test
    void aLoginToTheEndedSignInThatWasUnderWayIsOver() {
        assertEquals(303, end(elsewhere.publicId()).status());
        assertInstanceOf(LoginOutcome.LoggedOutMeanwhile.class, ground.begin(ground.orders, "alice", "sid-2"));
        assertTrue(ground.isLive(ground.signIn(ground.orders, "alice", "sid-4")), "another sign-in goes on");
        ground.clock.advance(Duration.ofSeconds(1));
        assertTrue(ground.isLive(ground.signIn(ground.orders, "alice", "sid-2")), "a later one, too");
    }

    @Test
    void whatIsIdleIsNotShownAndEndsAllTheSame() {
        ground.clock.advance(Duration.ofMinutes(16));
        LiveSession now = ground.signIn(ground.orders, "alice", "sid-5");
        assertEquals(1, count(ground.page(now).body(), "<li>"));
        assertTrue(ground.sessions.endOthers(ground.call("DELETE", now)).body().startsWith("{\"sign_ins_ended\":2"));
    }

    private Answer end(String id) {
        return ground.sessions.endOne(ground.navigation("POST", mine), id);
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
