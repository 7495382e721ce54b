package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of a route that is not in use do not fall to a wider one, behind which may be others. */
class KongTakeoversTest {
    /** Two routes of one service, each with a login of its own. */
    private static final String TWO = """
            _format_version: "3.0"
            services:
            - name: app
              url: http://app.internal:8080
              routes:
              - name: web
                paths: [/]
                plugins:
                - name: openid-connect
                  config: &login
                    issuer: https://id.example.com/realms/work
                    client_id: [gateway]
                    client_secret: [s3cr3t]
                    redirect_uri: [https://apps.example.com/callback]
              - name: admin
                paths: [/admin]
                plugins:
                - name: openid-connect
                  config:
                    <<: *login
            """;

    private static final String ADMINS = "    paths: [/admin]\n";
    private static final String MORE = """
              - name: more
                paths: [/more]
            """;

    private final Path directory;

    KongTakeoversTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void bothAreInUseWhenBothCanBe() {
        KongImported imported = KongImported.of(directory, TWO);
        assertEquals(Set.of("web", "admin"), imported.routes());
        assertEquals(Set.of(), imported.comments());
    }

    @Test
    void theWiderRouteBecomesACommentWithTheOneThatDemandsMore() {
        KongImported imported = KongImported.of(directory, TWO + "        domains: [example.com]\n");
        assertEquals(Set.of(), imported.routes());
        assertEquals(Set.of("web", "admin"), imported.comments());
        assertTrue(
                imported.reports(
                        "route web: route admin: its lines are commented out, as it may take requests that Kong gives to another route."),
                imported.report());
        assertTrue(imported.text().contains("# commented out: it may take requests that go to route admin at Kong\n"));
        assertTrue(
                imported.reports("done: 0 of 2: guarded routes carried over, and 2 written as comments."),
                imported.report());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "paths: [/admin]\n    headers: {x-admin: [\"1\"]}",
                "paths: [/admin]\n    snis: [a.example.com]",
                "paths: [/admin]\n    hosts: [\"*.example.com\"]",
                "paths: [/admin]\n    hosts: [\"apps.example.com:8443\"]",
                "paths: [/admin]\n    protocols: [grpcs]",
                "paths: [\"~/admin/[0-9]+$\"]",
                "paths: [\"~^/(admin|root)/\"]",
                "paths: [\"/admin%2F\"]",
                "paths: [\"{vault://env/path}\"]",
                "expression: http.path == \"/admin\"",
                "methods: [POST]\n    headers: {x-admin: [\"1\"]}",
            })
    void theWiderRouteBecomesACommentWhenTheOtherIsLeftOut(String admins) {
        KongImported imported = KongImported.of(directory, TWO.replace("paths: [/admin]", admins));
        assertEquals(Set.of(), imported.routes());
        assertEquals(Set.of("web"), imported.comments());
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-auth", "request-termination", "ip-restriction", "one-of-our-own"})
    void theWiderRouteBecomesACommentWhenAnotherPluginGuardsTheOther(String plugin) {
        String beside = TWO + "    - name: " + plugin + "\n";
        assertEquals(Set.of("web", "admin"), KongImported.of(directory, beside).comments());
        String instead =
                TWO.replace(ADMINS, ADMINS + "    plugins: [{name: " + plugin + "}]\n  - name: x\n    paths: [/x]\n");
        KongImported imported = KongImported.of(directory, instead);
        assertEquals(Set.of("x"), imported.routes());
        assertEquals(Set.of("web"), imported.comments());
    }

    @Test
    void aRouteOfAnotherServiceOrOfNoneIsNobodyElses() {
        String other = "- name: other\n  url: http://other.internal\n  routes:\n" + MORE;
        assertEquals(Set.of("web"), KongImported.of(directory, TWO + other).comments());
        String none = "routes:\n- name: more\n  paths: [/more]\n";
        assertEquals(Set.of("web"), KongImported.of(directory, TWO + none).comments());
        String unknown = none + "  service: typo\n";
        KongImported imported = KongImported.of(directory, TWO + unknown);
        assertEquals(Set.of("web"), imported.comments());
        assertTrue(
                imported.reports("file: more: left out: the service that it names is not in the file."),
                imported.report());
    }

    /** Nothing stood before it but what stands before the wider one, or nothing at all. */
    @Test
    void theWiderRouteStaysWhereNothingStricterStoodBeforeTheOther() {
        KongImported open = KongImported.of(directory, TWO + MORE);
        assertEquals(Set.of("web", "admin"), open.routes());
        String sentence =
                "route web: route more: what it took at Kong and does not take here may come to this route, by this route's rules.";
        assertTrue(open.reports(sentence), open.report());

        String ofService = """
                plugins:
                - name: openid-connect
                  service: app
                  config: {issuer: "https://id.example.com/realms/work", client_id: [gateway], client_secret: [x]}
                """;
        String one = TWO.substring(0, TWO.indexOf("    plugins:")) + MORE + "    snis: [a.example.com]\n" + ofService;
        KongImported shared = KongImported.of(directory, one);
        assertEquals(Set.of("web"), shared.routes());
        assertTrue(shared.reports(sentence), shared.report());
        KongImported stricter =
                KongImported.of(directory, one.replace("paths: [/more]", "paths: [/more]\n    plugins: [{name: acl}]"));
        assertEquals(Set.of("web"), stricter.comments());
    }

    /** What the wider route never gets of it, whatever becomes of the other. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "paths: [/] | paths: [/web]",
                "paths: [/] | paths: [/adm]",
                "paths: [/] | paths: [/]\\n    hosts: [web.example.com]",
                "paths: [/] | paths: [/]\\n    methods: [GET]",
            })
    void aRouteThatTakesNoneOfItsRequestsStays(String from, String to) {
        String lost = TWO.replace("paths: [/admin]", "paths: [/admin]\n    hosts: [a.example.com]\n    methods: [POST]")
                + "    - name: acl\n";
        assertEquals(Set.of("web", "admin"), KongImported.of(directory, lost).comments());
        KongImported imported = KongImported.of(directory, lost.replace(from, to.replace("\\n", "\n")));
        assertEquals(Set.of("web"), imported.routes());
        assertEquals(Set.of("admin"), imported.comments());
    }

    @Test
    void aRouteThatKongAsksBeforeItStays() {
        String lost = TWO + "    - name: acl\n";
        String atHost = lost.replace("paths: [/]\n", "paths: [/]\n    hosts: [web.example.com]\n");
        assertEquals(Set.of("web"), KongImported.of(directory, atHost).routes());
        String below = lost.replace("paths: [/]\n", "paths: [/admin/web]\n");
        assertEquals(Set.of("web"), KongImported.of(directory, below).routes());
        String conditional = below.replace("paths: [/admin]", "paths: [/admin]\n    methods: [GET, POST]");
        assertEquals(
                Set.of("web", "admin"), KongImported.of(directory, conditional).comments());
        String pattern = below.replace("paths: [/admin]", "paths: [\"~/admin/w.b\"]");
        assertEquals(Set.of("web"), KongImported.of(directory, pattern).comments());
        String slashed = lost.replace("paths: [/]\n", "paths: [/admin/web/]\n");
        assertEquals(Set.of("web", "admin"), KongImported.of(directory, slashed).comments());
    }

    @Test
    void whatKongNeverAsksIsNotLost() {
        String wider = TWO.replace("paths: [/admin]", "paths: [/admin]\n    protocols: [tcp]");
        assertEquals(Set.of("web"), KongImported.of(directory, wider).routes());
        String off = "- name: other\n  url: http://other.internal\n  enabled: false\n  routes:\n" + MORE;
        assertEquals(
                Set.of("web", "admin"), KongImported.of(directory, TWO + off).routes());
    }

    /** One at two hosts becomes a comment for the first one's sake, and the second host falls to a third. */
    @Test
    void aRouteThatBecameACommentIsLostItself() {
        String chain = TWO.replace("paths: [/]\n", "paths: [/]\n    hosts: [b.example.com]\n")
                .replace("paths: [/admin]", "paths: [/a]\n    hosts: [a.example.com, b.example.com]");
        assertEquals(Set.of("web", "admin"), KongImported.of(directory, chain).routes());
        String first = chain + "  - name: first\n    paths: [/a/first]\n    hosts: [a.example.com]\n"
                + "    plugins: [{name: key-auth}]\n";
        KongImported imported = KongImported.of(directory, first);
        assertEquals(Set.of("web", "admin"), imported.comments());
        assertTrue(imported.report().contains("route web: route admin: its lines"), imported.report());
    }

    @Test
    void pathsAndHostsThatWereLostOnTheWayAreLookedAtToo() {
        String paths = TWO.replace("paths: [/admin]", "paths: [/admin, \"~/root/[0-9]+\"]");
        KongImported path = KongImported.of(directory, paths);
        assertEquals(Set.of("admin"), path.routes());
        assertEquals(Set.of("web"), path.comments());
        String hosts =
                TWO.replace("paths: [/admin]", "paths: [/admin]\n    hosts: [a.example.com, \"*.b.example.com\"]");
        KongImported host = KongImported.of(directory, hosts);
        assertEquals(Set.of("admin"), host.routes());
        assertEquals(Set.of("web"), host.comments());
    }

    @Test
    void theGatewaysOwnPathsFallToNobody() {
        for (String path : Set.of("/health", "/metrics/app", "/oidc")) {
            KongImported imported = KongImported.of(directory, TWO.replace("[/admin]", "[" + path + "]"));
            assertEquals(Set.of("web"), imported.routes(), path);
        }
    }
}
