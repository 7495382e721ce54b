package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.UpstreamSettings.ClaimHeader;
import io.curfew.config.UpstreamSettings.TokenHeader;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {
    @Test
    void readsTheMinimalConfigurationWithItsDefaults() {
        Settings settings = Values.valid().read();

        assertEquals("https://apps.example.com", settings.publicUrl().origin());
        assertEquals("", settings.publicUrl().contextPath());
        assertEquals(List.of(), settings.sessionSecrets());
        assertEquals(List.of(), settings.notices());
        assertEquals(
                List.of("billing", "orders"),
                settings.routes().stream().map(Route::name).toList());
        Route orders = Values.valid().route("orders");
        assertEquals(List.of("/orders"), orders.paths());
        assertEquals(new RequestSettings(List.of(), Set.of(), false, List.of(), true, 0), orders.requests());
        assertEquals(
                new Registration(
                        "https://id.example.com/realms/work",
                        "gateway",
                        new Secret("s3cr3t-of-client"),
                        List.of("openid"),
                        new ProviderSettings(
                                null, null, "RS256", true, true, Duration.ofSeconds(30), Duration.ofSeconds(10))),
                orders.registration());
        assertEquals(
                new UpstreamSettings(
                        new UpstreamServers(
                                List.of(URI.create("http://orders.internal:8080")),
                                3,
                                Duration.ofSeconds(30),
                                new UpstreamConnections(512, Optional.empty(), Optional.empty())),
                        true,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        List.of(),
                        null,
                        null,
                        null),
                orders.upstream());
        assertEquals(new StreamSettings(Duration.ofSeconds(60), List.of()), orders.streams());
        assertEquals(2_000, settings.maxWebSockets());
        assertEquals(
                new SessionSettings("__Host-curfew", Duration.ofMinutes(15), Duration.ofDays(1)), orders.session());
        assertEquals(
                new LogoutSettings(
                        null, Set.of("POST", "DELETE"), null, null, LeavingSettings.PLAIN, false, true, true, null),
                orders.logout());
        assertEquals(1, settings.registrations().size());
    }

    @Test
    void readsEveryParameterOfARoute() {
        Route route = Values.valid()
                .changed("curfew.route.billing.path; curfew.route.billing.upstream")
                .changed("curfew.route.orders.scopes=profile openid,email; curfew.route.orders.leeway=5")
                .changed("curfew.route.orders.timeout=1500; curfew.route.orders.ssl_verify=FALSE")
                .changed("curfew.route.orders.id_token_signed_response_alg=ES384")
                .changed("curfew.route.orders.logout_token_exp_required=false")
                .changed("curfew.route.orders.end_session_endpoint=https://id.example.com/end?x=y")
                .changed("curfew.route.orders.revocation_endpoint=https://id.example.com/revoke")
                .changed("curfew.route.orders.session_cookie_name=__Host-orders")
                .changed("curfew.route.orders.session_idling_timeout=0")
                .changed("curfew.route.orders.session_absolute_timeout=60")
                .changed("curfew.route.orders.logout_uri_suffix=/a/logout")
                .changed("curfew.route.orders.logout_methods=post, get")
                .changed("curfew.route.orders.logout_query_arg=bye; curfew.route.orders.logout_post_arg=out")
                .changed("curfew.route.orders.logout_redirect_uri=/orders/bye?x=1, https://www.example.com/bye")
                .changed("curfew.route.orders.logout_local_only=On_Request")
                .changed("curfew.route.orders.logout_clear_site_data=storage, cache,storage")
                .changed("curfew.route.orders.logout_revoke=true")
                .changed("curfew.route.orders.logout_revoke_access_token=false")
                .changed("curfew.route.orders.logout_revoke_refresh_token=true")
                .changed("curfew.route.orders.upstream_headers_claims=email, name")
                .changed("curfew.route.orders.upstream_headers_names=X-Email, X-Name")
                .changed("curfew.route.orders.upstream_access_token_header=Authorization:bearer")
                .changed("curfew.route.orders.upstream_id_token_header=X-Id-Token")
                .changed("curfew.route.orders.methods=get,OPTIONS; curfew.route.orders.preserve_host=true")
                .changed("curfew.route.orders.anonymous_paths=/public/, /a/b")
                .changed("curfew.route.orders.run_on_preflight=false")
                .changed("curfew.route.orders.client_max_body_size=5000000000")
                .changed("curfew.route.orders.strip_path=false; curfew.route.orders.connect_timeout=7")
                .changed("curfew.route.orders.read_timeout=8; curfew.route.orders.write_timeout=9")
                .changed("curfew.route.orders.websocket_origins=HTTPS://Chat.example.com:443, http://localhost:3000")
                .changed("curfew.route.orders.upstream=http://orders.internal:8080 , HTTPS://B:443/base/")
                .changed("curfew.route.orders.upstream_failures=0; curfew.route.orders.upstream_ejection=9")
                .changed("curfew.route.orders.upstream_max_connections=10")
                .changed("curfew.route.orders.upstream_assertion_header=X-Assertion:bearer")
                .changed("curfew.route.orders.upstream_assertion_audience=urn:orders")
                .changed("curfew.upstream_assertion_lifetime=120; curfew.groups_claim=realm_access,roles")
                .route("orders");

        assertEquals(List.of("openid", "profile", "email"), route.registration().scopes());
        assertEquals(
                new ProviderSettings(
                        URI.create("https://id.example.com/end?x=y"),
                        URI.create("https://id.example.com/revoke"),
                        "ES384",
                        false,
                        false,
                        Duration.ofSeconds(5),
                        Duration.ofMillis(1500)),
                route.registration().provider());
        assertEquals(new SessionSettings("__Host-orders", Duration.ZERO, Duration.ofSeconds(60)), route.session());
        assertEquals(
                new LogoutSettings(
                        "/a/logout",
                        Set.of("POST", "GET"),
                        "bye",
                        "out",
                        new LeavingSettings(
                                List.of(URI.create("/orders/bye?x=1"), URI.create("https://www.example.com/bye")),
                                LocalOnly.ON_REQUEST,
                                List.of(SiteData.STORAGE, SiteData.CACHE)),
                        true,
                        false,
                        true,
                        null),
                route.logout());
        assertEquals(
                new UpstreamSettings(
                        new UpstreamServers(
                                List.of(URI.create("http://orders.internal:8080"), URI.create("https://b/base")),
                                0,
                                Duration.ofSeconds(9),
                                new UpstreamConnections(10, Optional.empty(), Optional.empty())),
                        false,
                        Duration.ofMillis(7),
                        Duration.ofMillis(8),
                        List.of(new ClaimHeader("email", "X-Email"), new ClaimHeader("name", "X-Name")),
                        new TokenHeader("Authorization", true),
                        new TokenHeader("X-Id-Token", false),
                        new AssertionSettings(
                                new TokenHeader("X-Assertion", true),
                                "urn:orders",
                                Duration.ofSeconds(120),
                                List.of("realm_access", "roles"))),
                route.upstream());
        assertEquals(
                new RequestSettings(
                        List.of(), Set.of("GET", "OPTIONS"), true, List.of("/public", "/a/b"), false, 5_000_000_000L),
                route.requests());
        assertEquals(
                new StreamSettings(Duration.ofMillis(9), List.of("https://chat.example.com", "http://localhost:3000")),
                route.streams());
    }

    @Test
    void theValueOfARouteWinsOverTheOneForAll() {
        Values values =
                Values.valid().changed("curfew.logout_uri_suffix=/logout; curfew.route.orders.logout_uri_suffix=/bye");

        assertEquals("/bye", values.route("orders").logout().uriSuffix());
        assertEquals("/logout", values.route("billing").logout().uriSuffix());
    }

    @Test
    void anEmptyValueCountsAsNotSet() {
        Values values =
                Values.valid().changed("curfew.logout_uri_suffix=/logout; curfew.route.orders.logout_uri_suffix= ");
        assertEquals("/logout", values.route("orders").logout().uriSuffix());
        assertNull(Values.valid()
                .changed("curfew.logout_query_arg=")
                .route("orders")
                .logout()
                .queryArg());
        assertEquals(
                2,
                Values.valid()
                        .changed("curfew.route.ghost.path=")
                        .read()
                        .routes()
                        .size());
    }

    @Test
    void urlsLoseWhatDoesNotMatterAndTheIssuerLosesNothing() {
        Values values = Values.valid()
                .changed("curfew.public_url=HTTPS://Apps.Example.com:443/gate/")
                .changed("curfew.issuer=https://id.example.com:443/")
                .changed("curfew.route.orders.upstream=http://orders:80/base/; curfew.route.orders.path=/orders/")
                .changed("curfew.route.billing.path=/");
        Settings settings = values.read("/gate");

        assertEquals("https://apps.example.com/gate", settings.publicUrl().uri().toString());
        assertEquals("https://apps.example.com/gate/x", settings.publicUrl().resolve("/x"));
        assertEquals("", settings.routes().get(0).path());
        Route orders = settings.routes().get(1);
        assertEquals("https://id.example.com:443/", orders.registration().issuer());
        assertEquals(
                List.of(URI.create("http://orders/base")),
                orders.upstream().servers().uris());
        assertEquals("/orders", orders.path());
    }

    @Test
    void aRouteHasSeveralPathsAndThePathsOfAnotherWithOtherMethods() {
        Values values = Values.valid()
                .changed("curfew.route.orders.path=/orders/, /, /o; curfew.route.orders.methods=GET")
                .changed("curfew.route.billing.path=/o; curfew.route.billing.methods=patch, DELETE,PATCH")
                .changed("curfew.route.rest.path=/o; curfew.route.rest.upstream=http://rest");
        assertEquals(List.of("/orders", "", "/o"), values.route("orders").paths());
        assertEquals(Set.of("GET"), values.route("orders").requests().methods());
        assertEquals(
                Set.of("PATCH", "DELETE"), values.route("billing").requests().methods());
        assertEquals(Set.of(), values.route("rest").requests().methods());
    }

    @Test
    void sealsWithTheFirstOfSeveralSessionSecrets() {
        String other = "x".repeat(40);
        assertEquals(
                List.of(new Secret(Values.SECRET), new Secret(other)),
                Values.valid()
                        .with("curfew.session_secret", Values.SECRET + " , " + other)
                        .read()
                        .sessionSecrets());
    }

    @Test
    void reportsAllFaultsAtOnce() {
        Values values = Values.valid()
                .changed("curfew.isuer=x; curfew.cache_ttl=5; curfew.client_id; curfew.leeway=soon")
                .changed("curfew.route.orders.upstream; curfew.route.billing.path=/orders")
                .changed("curfew.route.orders.session_idling_timeout=1; CURFEW_ROUTE_ORDERS_UPSTRAEM=x")
                .changed("curfew.public_url=https://apps.example.com/gate");

        List<String> faults = values.faults();

        assertEquals(
                List.of(
                        "curfew.cache_ttl",
                        "curfew.isuer",
                        "CURFEW_ROUTE_ORDERS_UPSTRAEM",
                        "curfew.leeway",
                        "curfew.client_id",
                        "curfew.route.orders.upstream",
                        "curfew.public_url",
                        "curfew.route.orders.path"),
                faults.stream()
                        .map(fault -> fault.substring(0, fault.indexOf(':')))
                        .toList(),
                () -> String.join("\n", faults));
    }

    @Test
    void theMessageListsEveryFault() {
        ConfigFaultsException thrown = assertThrows(ConfigFaultsException.class, () -> Values.valid()
                .changed("curfew.isuer=x; curfew.leeway=soon")
                .read());
        assertEquals("""
                The configuration has 2 fault(s):
                  - curfew.isuer: Not a parameter; did you mean curfew.issuer?
                  - curfew.leeway: The value 'soon' is not a whole number of seconds from 0 to 300, in digits only.""", thrown.getMessage());
    }

    @Test
    void secretsAreInNoMessageAndNoText() {
        String password = "hunter2hunter2";
        Values values = Values.valid()
                .with("curfew.session_secret", password)
                .with("curfew.client_secret", password + "\nx")
                .with("curfew.clientsecret", password)
                .with("curfew.public_url", "https://me:" + password + "@apps.example.com")
                .with("curfew.issuer", "ht!tp://me:" + password + "@id.example.com")
                .with("curfew.route.orders.upstream", "http://me:" + password + "@orders")
                .with("CURFEW_ROUTE_ORDERS_CLIENTSECRET", password);
        ConfigFaultsException thrown = assertThrows(ConfigFaultsException.class, values::read);
        assertEquals(7, thrown.faults().size(), thrown.getMessage());
        assertFalse(thrown.toString().contains("hunter2"), thrown.getMessage());

        RawValue raw = new RawValue("curfew.client_secret", password, 300);
        assertFalse(raw.toString().contains(password));
        Settings settings = Values.valid()
                .with("curfew.session_secret", Values.SECRET)
                .with("curfew.client_secret", password)
                .read();
        assertEquals(password, settings.registrations().get(0).clientSecret().value());
        assertFalse(settings.toString().contains(password));
        assertFalse(settings.toString().contains(Values.SECRET));
    }

    @Test
    void controlCharactersDoNotReachAMessage() {
        List<String> faults = Values.valid()
                .with("curfew.leeway", "1\n2\u001b[31m")
                .with("curfew.a\nb", "x")
                .faults();
        assertEquals(2, faults.size());
        assertTrue(
                faults.stream().noneMatch(fault -> fault.chars().anyMatch(Character::isISOControl)), faults::toString);
    }
}
