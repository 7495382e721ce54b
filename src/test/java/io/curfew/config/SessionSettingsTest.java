package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration says of sessions and their cookies. */
class SessionSettingsTest {
    @Test
    void defaultsAreKongsWithAStricterName() {
        SessionSettings session = Values.valid().route("orders").session();
        assertEquals(Duration.ofHours(1), session.rules().rollingTimeout());
        assertNull(session.rules().remember());
        assertEquals(
                new CookieAttributes("/", null, SameSite.LAX, true, true),
                session.rules().cookie());
        assertEquals(Duration.ofDays(1), session.longest());
        assertEquals(
                CookieAttributes.ofHost(false),
                Values.valid()
                        .changed("curfew.public_url=http://localhost:9080; curfew.issuer=http://localhost:8080/r")
                        .route("orders")
                        .session()
                        .rules()
                        .cookie());
    }

    @Test
    void readsEveryParameter() {
        SessionSettings session = Values.valid()
                .changed("curfew.session_rolling_timeout=0; curfew.session_remember=true")
                .changed("curfew.session_remember_cookie_name=me; curfew.session_remember_rolling_timeout=7")
                .changed("curfew.session_remember_absolute_timeout=172800; curfew.session_cookie_domain=.Example.com")
                .changed("curfew.session_cookie_same_site=None; curfew.session_cookie_http_only=false")
                .changed("curfew.session_bind=ip, user-agent; curfew.session_audience=shop")
                .changed("curfew.session_request_headers=id,subject; curfew.session_response_headers=timeout")
                .changed("curfew.session_limit=3; curfew.session_limit_action=evict_oldest")
                .route("orders")
                .session();
        assertEquals(
                new SessionRules(
                        Duration.ZERO,
                        new RememberSettings("me", Duration.ofSeconds(7), Duration.ofDays(2)),
                        new CookieAttributes("/", "example.com", SameSite.NONE, false, true),
                        "shop",
                        Set.of(Binding.IP, Binding.USER_AGENT),
                        new SessionHeaders(
                                List.of(SessionHeader.ID, SessionHeader.SUBJECT), List.of(SessionHeader.TIMEOUT)),
                        new SessionLimit(3, LimitAction.EVICT_OLDEST)),
                session.rules());
        assertEquals(Duration.ofDays(2), session.longest());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            curfew.session_cookie_domain=example.com | __Secure-curfew
            curfew.session_cookie_secure=false | curfew
            curfew.session_cookie_path=/ | __Host-curfew
            curfew.route.orders.session_cookie_path=/orders | __Secure-curfew
            """)
    void theDefaultNameHasThePrefixThatBrowsersAllow(String change, String name) {
        assertEquals(
                name, Values.valid().changed(change).route("orders").session().cookieName());
    }

    @Test
    void anAudienceHasItsOwnCookieAndSessions() {
        Values values = Values.valid().changed("curfew.route.orders.session_audience=shop");
        Route orders = values.route("orders");
        Route billing = values.route("billing");
        assertEquals("__Host-curfew", billing.session().cookieName());
        assertEquals("__Host-curfew-", orders.session().cookieName().substring(0, 14));
        assertNotEquals(orders.sessionSpace(), billing.sessionSpace());
        assertEquals("shop", orders.sessionSpace().audience());
    }

    @Test
    void theCookieThatRemembersIsNamedAfterTheSessions() {
        Values values = Values.valid().changed("curfew.session_remember=true; curfew.route.orders.client_id=second");
        assertEquals("__Host-curfew-remember", rememberName(values.route("billing")));
        assertEquals(values.route("orders").session().cookieName() + "-remember", rememberName(values.route("orders")));
    }

    private static String rememberName(Route route) {
        return Objects.requireNonNull(route.session().rules().remember()).cookieName();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 500, textBlock = """
            curfew.session_rolling_timeout=-1 | curfew.session_rolling_timeout: The value '-1' is not a whole number of seconds from 0 to 31536000, in digits only.
            curfew.session_remember_absolute_timeout=0 | curfew.session_remember_absolute_timeout: The value '0' is not a whole number of seconds from 1 to 31536000, in digits only.
            curfew.session_cookie_path=orders | curfew.session_cookie_path: The value 'orders' is not the path of a cookie: it starts with '/' and has letters, digits and . _ ~ - / only.
            curfew.session_cookie_path=/;Domain=x | curfew.session_cookie_path: The value '/;Domain=x' is not the path of a cookie: it starts with '/' and has letters, digits and . _ ~ - / only.
            curfew.session_cookie_domain=localhost | curfew.session_cookie_domain: The value 'localhost' is not the domain of a cookie: two names or more with dots between them, and no address.
            curfew.session_cookie_domain=10.0.0.1 | curfew.session_cookie_domain: The value '10.0.0.1' is not the domain of a cookie: two names or more with dots between them, and no address.
            curfew.session_cookie_same_site=lax | curfew.session_cookie_same_site: The value 'lax' is not one of Strict, Lax, None, Default.
            curfew.session_bind=ip,host | curfew.session_bind: The value 'host' is not one of ip, scheme, user-agent.
            curfew.session_bind=ip,ip | curfew.session_bind: 'ip' is in the list twice.
            curfew.session_request_headers=nonce | curfew.session_request_headers: The value 'nonce' is not one of id, audience, subject, timeout, idling-timeout, rolling-timeout, absolute-timeout.
            curfew.session_audience=a b | curfew.session_audience: The value 'a b' is not the name of an audience: 1 to 128 letters, digits and . _ ~ : / -.
            curfew.session_limit=many | curfew.session_limit: The value 'many' is not a whole number from 0 to 10000, in digits only.
            curfew.session_limit_action=evict | curfew.session_limit_action: The value 'evict' is not one of reject, evict_oldest.
            curfew.session_cookie_name=__Host-a; curfew.session_cookie_domain=example.com | curfew.session_cookie_name: To browsers a cookie whose name starts with __Host- has no domain, and session_cookie_domain is set. Use another name.
            curfew.route.orders.session_cookie_name=__host-a; curfew.route.orders.session_cookie_path=/orders | curfew.route.orders.session_cookie_name: To browsers a cookie whose name starts with __Host- must have the path /, and session_cookie_path is another. Use another name.
            curfew.session_cookie_name=__Secure-a; curfew.session_cookie_secure=false | curfew.session_cookie_name: To browsers a cookie whose name starts with __Secure- must be for https only, and session_cookie_secure is false. Use another name.
            curfew.session_remember=true; curfew.session_remember_cookie_name=__Host-a; curfew.session_cookie_secure=false | curfew.session_remember_cookie_name: To browsers a cookie whose name starts with __Host- must be for https only, and session_cookie_secure is false. Use another name.
            curfew.session_cookie_same_site=None; curfew.session_cookie_secure=false | curfew.session_cookie_same_site: Browsers take a cookie with SameSite=None by https only. Use another value, or https.
            curfew.route.orders.session_cookie_path=/order | curfew.route.orders.session_cookie_path: Browsers would not send a cookie with this path to '/orders' of the route 'orders'. Use a path that holds all paths of the routes that share the session.
            curfew.route.orders.session_cookie_path=/orders/ | curfew.route.orders.session_cookie_path: Browsers would not send a cookie with this path to '/orders' of the route 'orders'. Use a path that holds all paths of the routes that share the session.
            curfew.route.orders.hosts=apps.example.org; curfew.route.orders.session_cookie_domain=example.com | curfew.route.orders.session_cookie_domain: The host 'apps.example.org' of the route 'orders' is not in this domain, so that browsers would not take the session cookie there.
            curfew.route.orders.session_cookie_domain=ample.com | curfew.route.orders.session_cookie_domain: The host 'apps.example.com' of the route 'orders' is not in this domain, so that browsers would not take the session cookie there.
            curfew.route.orders.session_rolling_timeout=5 | curfew.route.orders.session_rolling_timeout: The routes 'billing' and 'orders' share a session and differ in session_rolling_timeout. Set it to the same for both, or once for all routes.
            curfew.session_cookie_name=a; curfew.route.orders.session_audience=shop | curfew.route.orders.session_audience: The routes 'billing' and 'orders' share a session and differ in session_audience. Set it to the same for both, or once for all routes.
            curfew.route.orders.session_limit=5 | curfew.route.orders.session_limit: The routes 'billing' and 'orders' are one registration (same issuer and client_id) and differ in session_limit. Set it to the same for both, or once for all routes.
            """)
    void faults(String change, String fault) {
        assertEquals(List.of(fault), Values.valid().changed(change).faults());
    }

    @Test
    void aCookieThatRemembersIsNobodyElses() {
        Values values = Values.valid().changed("curfew.session_remember=true");
        assertEquals(List.of(), values.faults());
        values.changed("curfew.session_cookie_name=a; curfew.session_remember_cookie_name=a");
        assertEquals(2, values.faults().size());
        values.changed("curfew.session_cookie_name; curfew.route.orders.client_id=second");
        assertEquals(
                List.of(
                        "curfew.session_remember_cookie_name: The cookie 'a' that remembers sessions of the route 'orders'"
                                + " is also that of other sessions. Give it a name of its own, or remove this: the default does."),
                values.faults());
    }

    @Test
    void aSecureCookieNeedsAGatewayByHttps() {
        assertEquals(
                List.of("curfew.session_cookie_secure: public_url is http, so that browsers would not send the session"
                        + " cookie back. Remove this."),
                Values.valid()
                        .changed("curfew.public_url=http://localhost:9080; curfew.issuer=http://localhost:8080/r")
                        .changed("curfew.session_cookie_secure=true")
                        .faults());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 400, textBlock = """
            curfew.session_cookie_http_only=false | curfew.session_cookie_http_only: Every script on a page of the gateway's host can read the session cookie and send it elsewhere.
            curfew.session_cookie_secure=false | curfew.session_cookie_secure: Browsers also send the session cookie by http, where it can be read on its way.
            curfew.session_cookie_domain=example.com | curfew.session_cookie_domain: Every host in this domain gets the session cookie, and can set another in its place.
            curfew.route.orders.session_cookie_path=/orders | curfew.route.orders.session_cookie_path: /oidc/logout does not see the session cookie: such a session is signed out on its route.
            curfew.session_remember_rolling_timeout=5 | curfew.session_remember_rolling_timeout: Has no effect: session_remember is false.
            curfew.session_limit_action=reject | curfew.session_limit_action: Has no effect: session_limit is 0.
            """)
    void notices(String change, String notice) {
        assertEquals(List.of(notice), Values.valid().changed(change).read().notices());
    }
}
