package io.curfew.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.audit.AuditEvent;
import io.curfew.audit.AuditTrail;
import io.curfew.audit.EventKind;
import io.curfew.audit.LogoutWay;
import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import io.curfew.page.Answer;
import io.curfew.session.StoreUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of sign-outs, and that the user is given its name. */
class ToldSignOutsTest {
    private static final Map<String, String> OWN = Map.of("Sec-Fetch-Site", "same-origin");

    private final World world = new World();
    private final Route orders = new RouteBuilder().path("/orders").build();
    private final Route wiki = new RouteBuilder().path("/wiki").client("wiki").build();
    private final List<AuditEvent> told = new ArrayList<>();
    private List<RoutedSession> signedIn = List.of();
    private boolean isDown;

    ToldSignOutsTest() {
        world.audit.listen(told::add);
    }

    private SignOut signOut() {
        return new SignOut(
                world.logout(),
                world.trail,
                (cookies, routes) -> {
                    if (isDown) {
                        throw new StoreUnavailableException("get", new IOException("no store"));
                    }
                    return signedIn;
                },
                world.pending(),
                List.of(orders, wiki),
                world.publicUrl);
    }

    private Answer post(Map<String, String> headers) {
        return signOut()
                .everywhere(new SignOutRequest(
                        "POST", world.publicUrl, headers::get, List.of(), SignOutArguments.NONE, "192.0.2.7"));
    }

    private static String receipt(Answer answer) {
        List<String> all = answer.header(AuditTrail.HEADER);
        assertEquals(1, all.size());
        return all.get(0);
    }

    @Test
    void aSignOutSaysWhoWhereAndFromWhere() {
        signedIn = List.of(world.signIn(orders, "a"));

        Answer answer = post(OWN);

        assertEquals(1, told.size());
        AuditEvent event = told.get(0);
        assertEquals(LogoutWay.USER, event.how());
        assertEquals("done", event.outcome());
        assertEquals(RouteBuilder.ISSUER, event.issuer());
        assertEquals("alice", event.subject());
        assertEquals("sid", event.sid());
        assertEquals(orders.name(), event.route());
        assertEquals("192.0.2.7", event.address());
        assertEquals(1, event.sessions());
        assertEquals(receipt(answer), event.receipt());
    }

    @Test
    void eachSessionAtAProviderHasALineAndAllHaveOneReceipt() {
        signedIn = List.of(world.signIn(orders, "a"), world.signIn(wiki, "b"));

        Answer answer = post(OWN);

        assertEquals(2, told.size());
        assertEquals(
                List.of(receipt(answer), receipt(answer)),
                told.stream().map(AuditEvent::receipt).toList());
        assertEquals("wiki", told.get(1).clientId());
    }

    @Test
    void whereThereWasNothingToEndThatIsTold() {
        Answer answer = post(OWN);

        assertEquals(1, told.size());
        assertEquals(0, told.get(0).sessions());
        assertEquals(null, told.get(0).subject());
        assertEquals(receipt(answer), told.get(0).receipt());
    }

    @Test
    void aSessionThatCouldNotBeEndedIsAFailure() {
        RoutedSession one = world.signIn(orders, "a");
        world.unreachable.add(one.session());
        signedIn = List.of(one, world.signIn(wiki, "b"));

        Answer answer = post(OWN);

        assertEquals(503, answer.status());
        assertEquals(
                List.of("failed", "done"),
                told.stream().map(AuditEvent::outcome).toList());
        assertEquals(receipt(answer), told.get(0).receipt());
    }

    @Test
    void withoutTheStoreItHasFailedAndNobodyKnowsWhoseItWas() {
        isDown = true;

        Answer answer = post(OWN);

        assertEquals("failed", told.get(0).outcome());
        assertEquals(null, told.get(0).subject());
        assertEquals(receipt(answer), told.get(0).receipt());
    }

    @Test
    void aRequestOfAnotherSiteIsRefusedByItsCode() {
        signedIn = List.of(world.signIn(orders, "a"));

        Answer answer = post(Map.of("Sec-Fetch-Site", "cross-site"));

        assertEquals(403, answer.status());
        assertEquals(EventKind.LOGOUT_REFUSED, told.get(0).event());
        assertEquals("cross_site", told.get(0).outcome());
        assertEquals(null, told.get(0).subject());
        assertEquals(receipt(answer), told.get(0).receipt());
    }

    /** Through the provider and back. */
    @Test
    void thePageAfterItShowsTheReceipt() {
        RoutedSession one = world.signIn(orders, "a");
        SignOutOutcome.SignedOut done = assertInstanceOf(
                SignOutOutcome.SignedOut.class, world.logout().signOut(orders, List.of(one), world.wayOut(orders)));
        String next = URI.create(done.next().toString()).getQuery();
        String state = next.substring(next.indexOf("state=") + "state=".length());

        Answer page = new LoggedOut(world.states(), world.publicUrl)
                .answer(
                        state,
                        List.of(new BrowserCookie(
                                done.cookie().name(), done.cookie().value())));

        assertTrue(page.body().contains("Receipt: " + done.receipt()), page.body());
        assertEquals(done.receipt(), receipt(page));
        assertEquals(told.get(0).receipt(), done.receipt());
    }
}
