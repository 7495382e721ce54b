package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that would become others on the way are left out and told, or written so that they arrive. */
class KongValuesTest {
    private static final String ROUTE = "curfew.route.orders.";

    private final Path directory;

    KongValuesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    /** As MicroProfile Config takes them; that they arrive is for a server to show. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "pa$$word, pa\\\\$\\\\$word",
                "a\\b, a\\\\b",
                "a\\$b, a\\\\\\\\$b",
                "${x}, \\\\${x}",
                "a\\${x}, a\\\\\\\\${x}",
                "a$, a\\\\$"
            })
    void dollarsAreEscaped(String secret, String written) {
        KongImported imported =
                KongImported.of(directory, KongImported.VALID.replace("[s3cr3t-of-client]", "'" + secret + "'"));
        assertTrue(imported.text().lines().anyMatch((ROUTE + "client_secret=" + written)::equals), imported.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"strip_path", "preserve_host"})
    void aReferenceOfARouteIsLeftOut(String name) {
        KongImported imported = withRoute(name + ": \"{vault://env/x}\"");
        assertNull(imported.values().get(ROUTE + name));
        assertTrue(
                imported.reports("route orders: " + name
                        + ": left out: the value is a reference to a vault or an environment; set it yourself."),
                imported.report());
        String other = name.equals("strip_path") ? "false" : "true";
        assertEquals(other, withRoute(name + ": " + other).values().get(ROUTE + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hosts", "methods", "protocols"})
    void aReferenceThatSaysWhoseRequestsItAreLeavesTheRouteOut(String name) {
        KongImported imported = withRoute(name + ": [\"${{ env 'DECK_X' }}\"]");
        assertEquals(2, imported.status());
        assertTrue(
                imported.reports(
                        "route orders: " + name
                                + ": the route is left out: what a reference to a vault or an environment stands for is not known."),
                imported.report());
    }

    @Test
    void aReferenceOfAServiceIsLeftOut() {
        KongImported imported = withService("connect_timeout: \"{vault://env/x}\"");
        assertNull(imported.values().get(ROUTE + "connect_timeout"));
        assertTrue(imported.report().contains("route orders: connect_timeout: left out"), imported.report());
        KongImported on = withService("enabled: \"${{ env 'DECK_X' }}\"");
        assertEquals("/orders", on.values().get(ROUTE + "path"));
        assertTrue(on.reports("service orders: enabled: a reference; it is taken as switched on."), on.report());
    }

    @Test
    void aReferenceIsNoPublicUrl() {
        String reference = KongImported.VALID.replace(
                "[https://apps.example.com/callback]", "[\"https://${{ env 'DECK_X' }}/callback\"]");
        KongImported imported = KongImported.of(directory, reference);
        assertNull(imported.values().get("curfew.public_url"));
        assertTrue(imported.report().contains("public_url: the file does not tell it"), imported.report());
    }

    @Test
    void aReferenceAmongClaimHeadersLeavesThemOut() {
        String headers = "upstream_headers: [{header: x-user, path: [%s]}]";
        KongImported control = KongImported.withConfig(directory, headers.formatted("sub"));
        assertEquals("sub", control.values().get(ROUTE + "upstream_headers_claims"));
        KongImported imported = KongImported.withConfig(directory, headers.formatted("\"{vault://env/x}\""));
        assertNull(imported.values().get(ROUTE + "upstream_headers_claims"));
        assertTrue(imported.report().contains("upstream_headers: left out"), imported.report());
        KongImported both = KongImported.withConfig(
                directory,
                headers.formatted("email"),
                "upstream_headers_claims: [sub]",
                "upstream_headers_names: [x-sub]");
        assertEquals("sub", both.values().get(ROUTE + "upstream_headers_claims"));
        assertTrue(
                both.report().contains("upstream_headers: left out: upstream_headers_claims is set besides"),
                both.report());
    }

    @Test
    void valuesThatWouldBeStrippedAreLeftOut() {
        KongImported imported =
                KongImported.of(directory, KongImported.VALID.replace("[s3cr3t-of-client]", "[\"s3cr3t \"]"));
        assertNull(imported.values().get(ROUTE + "client_secret"));
        assertTrue(
                imported.report().contains("client_secret: left out: a value with a space at an end"),
                imported.report());
        String secret = "0123456789012345678901234567890123456789";
        String key = "curfew.session_secret";
        assertEquals(
                secret,
                KongImported.withConfig(directory, "session_secret: \"" + secret + "\"")
                        .values()
                        .get(key));
        assertNull(KongImported.withConfig(directory, "session_secret: \"" + secret + " \"")
                .values()
                .get(key));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[openid email] | openid,email",
                "[openid, email] | openid,email",
                "[email] | openid,email",
                "[\"email profile\"] | openid,email,profile",
            })
    void scopesInOneTextAreSeveral(String scopes, String written) {
        assertEquals(
                written,
                KongImported.withConfig(directory, "scopes: " + scopes).values().get(ROUTE + "scopes"));
    }

    @Test
    void aRouteThatTakesHttpsAloneIsTold() {
        String sentence =
                "route orders: protocols: plain http is not refused, as it is at Kong; close HTTP_PORT to browsers.";
        assertTrue(withRoute("protocols: [https]").reports(sentence));
        assertFalse(withRoute("protocols: [http, https]").reports(sentence));
        String http = "route orders: protocols: not carried over: https is served as http is.";
        assertTrue(withRoute("protocols: [http]").reports(http));
        assertFalse(withRoute("protocols: [http, https]").reports(http));
    }

    @Test
    void timeoutsAndPortsThatAreNotSetAreTold() {
        String timeout = "service orders: connect_timeout: not set: Curfew's default is 10 seconds, Kong's is 60.";
        assertTrue(KongImported.of(directory, KongImported.VALID).reports(timeout));
        assertFalse(withService("connect_timeout: 60000").reports(timeout));
        String port =
                "service orders: port: not set: Curfew forwards to 443 by https, Kong to 80 whatever the protocol.";
        assertTrue(withServiceAt("protocol: https\n  host: orders.internal").reports(port));
        assertFalse(withServiceAt("protocol: https\n  port: 8443\n  host: orders.internal")
                .reports(port));
        assertFalse(KongImported.of(directory, KongImported.VALID).reports(port));
    }

    @Test
    void upstreamsByAddressHaveBrackets() {
        assertEquals(
                "http://[fd00::1]:8080",
                withServiceAt("host: \"fd00::1\"\n  port: 8080").values().get(ROUTE + "upstream"));
        String targets = KongImported.VALID.replace("url: http://orders.internal:8080", "host: pool")
                + "upstreams:\n- name: pool\n  targets:\n";
        for (Map.Entry<String, String> target : Map.of(
                        "\"::1\"", "[::1]:8000",
                        "\"[::1]\"", "[::1]:8000",
                        "\"[::1]:9000\"", "[::1]:9000",
                        "10.0.0.1", "10.0.0.1:8000",
                        "10.0.0.1:9000", "10.0.0.1:9000")
                .entrySet()) {
            KongImported imported = KongImported.of(directory, targets + "  - target: " + target.getKey() + "\n");
            assertEquals("http://" + target.getValue(), imported.values().get(ROUTE + "upstream"));
            imported.settings();
        }
    }

    @Test
    void anUpstreamThatWouldBecomeTwoIsNone() {
        KongImported imported = withServiceAt("host: orders.internal\n  path: /a,http://other");
        assertEquals(2, imported.status());
        assertTrue(imported.report().contains("service orders: url: its routes are left out"), imported.report());
        assertEquals(0, withServiceAt("host: orders.internal\n  path: /a").status());
    }

    @Test
    void aHostIsLeftOutForWhatItIs() {
        KongImported imported = withRoute("hosts: [my_app.local, apps.example.com]");
        assertEquals("apps.example.com", imported.values().get(ROUTE + "hosts"));
        assertTrue(
                imported.report()
                        .contains("my_app.local: the host is left out: hosts are exact names of letters, digits"),
                imported.report());
    }

    private KongImported withRoute(String line) {
        return KongImported.of(
                directory, KongImported.VALID.replace("paths: [/orders]", "paths: [/orders]\n    " + line));
    }

    private KongImported withService(String line) {
        return KongImported.of(directory, KongImported.VALID.replace("  routes:\n", "  " + line + "\n  routes:\n"));
    }

    private KongImported withServiceAt(String lines) {
        return KongImported.of(directory, KongImported.VALID.replace("url: http://orders.internal:8080", lines));
    }
}
