package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a path: forwarded as it was decided on, or refused. */
@ExtendWith(ProxyScene.Shared.class)
class ForwardedPathIT {
    private final ProxyScene scene;

    ForwardedPathIT(ProxyScene scene) {
        this.scene = scene;
    }

    /** The target as sent; 400, or the path at which the upstream must see it, or what the gateway itself has there: a page or nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "//orders/x | 400",
                "/orders//x | 400",
                "/./orders/x | 400",
                "/orders/./x | 400",
                "/orders/../down/x | 400",
                "/orders/..;/down/x | 400",
                "/orders/%2e%2e/down/x | 400",
                "/orders/%2E%2E/down/x | 400",
                "/orders/.%2e/down/x | 400",
                "/orders%2fx | 400",
                "/orders/%2fx | 400",
                "/orders/..%2fdown | 400",
                "/orders/%5c..%5cdown | 400",
                "/orders\\x | 400",
                "/orders;x/y | 400",
                "/orders/x;jsessionid=1 | /x",
                "/orders/%3bx | 400",
                "/orders/%00 | 400",
                "/orders/%0d%0ax | 400",
                "/orders/%zz | 400",
                "/orders/% | 400",
                "/orders/%c0%af | 400",
                "/orders/%ff | 400",
                "/orders/%252e%252e/x | /%252e%252e/x",
                "/%6frders/x | /x",
                "/orders/a%7eb | /a~b",
                "/orders/a%20b | /a%20b",
                "/orders/%c3%a9 | /%C3%A9",
                "/ORDERS/x | /ORDERS/x",
                "/ordersx | /ordersx",
                "/orders | /",
                "/orders/ | /",
                "/OIDC/logged-out | /OIDC/logged-out",
                "/oidcx/logged-out | /oidcx/logged-out",
                "/oidc/..%2forders | 400",
                "/oidc/../orders/x | 400",
                "/oidc/%2e%2e/orders/x | 400",
                "/oidc/..;/orders/x | 400",
                "/orders/../oidc/logged-out | 400",
                "/orders/..%2foidc/logged-out | 400",
                "//oidc/logged-out | 400",
                "/oidc//logged-out | 400",
                "/oidc/./logged-out | 400",
                "/oidc;x/logged-out | 400",
                "/oidc/logged-out;x | 400",
                "/oidc%2flogged-out | 400",
                "/oidc/logged-out | page",
                "/%6fidc/logged-out | nothing",
                "/%6F%69%64%63/%6cogged-out | nothing",
                "/oidc/logged%2Dout | nothing",
                "/oidc/logged-out/ | page",
                "/oidc/nothing | nothing",
                "/oidc | nothing",
                "/oidc/ | nothing",
                "/orders/oidc/logged-out | /oidc/logged-out"
            })
    void aPathIsForwardedExactlyOrRefused(String target, String expected) throws IOException {
        int before = scene.upstream().heads().size();
        Wire.Reply withoutSession = Wire.send(scene.port(), Wire.request("GET", target));
        assertEquals(before, scene.upstream().heads().size(), "forwarded without a session");
        Wire.Reply reply = scene.call("GET", target);
        if (expected.startsWith("/")) {
            assertEquals(401, withoutSession.status());
            assertEquals(200, reply.status());
            assertTrue(scene.lastHead().startsWith("GET " + expected + " HTTP/1.1\r\n"), scene.lastHead());
            return;
        }
        assertEquals(before, scene.upstream().heads().size(), () -> "forwarded as " + scene.lastHead());
        int status = expected.equals("page") ? 200 : expected.equals("nothing") ? 404 : 400;
        assertEquals(status, withoutSession.status(), withoutSession::raw);
        assertEquals(status, reply.status(), reply::raw);
        assertFalse(reply.raw().contains(scene.upstream().authority()), reply::raw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health/../orders/x",
                "/health/%2e%2e/orders/x",
                "/health/..;/orders/x",
                "/health/..%2forders/x",
                "/metrics/../orders/x",
                "/orders/\u0000x",
                "http://localhost/orders/x",
                "*"
            })
    void nothingGetsPastTheGateByAnotherDoor(String target) throws IOException {
        int before = scene.upstream().heads().size();
        Wire.Reply reply = Wire.send(scene.port(), Wire.request("GET", target));
        assertEquals(before, scene.upstream().heads().size(), "forwarded without a session");
        assertTrue(reply.raw().isEmpty() || reply.status() >= 400, reply::raw);
    }
}
