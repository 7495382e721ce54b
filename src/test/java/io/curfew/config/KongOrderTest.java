package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where Kong and Curfew would give a request to different routes, the report says so. */
class KongOrderTest {
    private static final String ASKED =
            ": Kong asks it first where both fit a request, by the number of its conditions; Curfew asks this one first.";
    private static final String ENDS = "'s but this route's: a path ends where a segment does.";

    private final Path directory;

    KongOrderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "paths: [/] | paths: [/orders] | -",
                "paths: [/], methods: [GET] | paths: [/orders] | route two: route one",
                "paths: [/], methods: [GET] | paths: [/orders], methods: [GET] | -",
                "paths: [/], methods: [GET] | paths: [/orders], methods: [POST] | -",
                "paths: [/], hosts: [a.example.com] | paths: [/orders] | -",
                "paths: [/], hosts: [a.example.com] | paths: [/orders], methods: [GET] | -",
                "hosts: [a.example.com] | paths: [/orders], methods: [GET] | route one: route two",
                "hosts: [a.example.com] | paths: [/orders], hosts: [b.example.com], methods: [GET] | -",
                "paths: [/orders], methods: [GET] | paths: [/orders] | -",
                "paths: [/orders/] | paths: [/orders], methods: [GET] | -",
                "methods: [GET] | paths: [/] | route one: route two",
            })
    void whoIsAskedFirst(String one, String two, String told) {
        KongImported imported = of(one, two);
        assertEquals(Set.of("one", "two"), imported.routes());
        String expected = told + ASKED;
        assertEquals(
                told.equals("-") ? Set.of() : Set.of(expected),
                Set.copyOf(imported.report()
                        .lines()
                        .filter(line -> line.endsWith(ASKED))
                        .toList()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "paths: [/] | paths: [/adm] | route one: /adm: what only begins like it is no longer route two",
                "paths: [/a] | paths: [/a/b] | route one: /a/b: what only begins like it is no longer route two",
                "paths: [/] | paths: [/adm, /] | -",
                "paths: [/a] | paths: [/adm] | -",
                "paths: [/], hosts: [a.example.com] | paths: [/adm], hosts: [b.example.com] | -",
                "paths: [/], methods: [GET] | paths: [/adm], methods: [POST] | -",
            })
    void whatBeginsLikeAPath(String one, String two, String told) {
        KongImported imported = of(one, two.equals("paths: [/adm, /]") ? two + ", methods: [GET]" : two);
        assertEquals(
                told.equals("-") ? Set.of() : Set.of(told + ENDS),
                Set.copyOf(imported.report()
                        .lines()
                        .filter(line -> line.endsWith(ENDS))
                        .toList()));
    }

    @Test
    void aSlashAtTheEndOfAPathIsTold() {
        String sentence =
                "route one: /pub/: the same without the slash at its end is the route's too, as it is not at Kong.";
        KongImported slashed = of("paths: [/pub/]", "paths: [/two]");
        assertEquals("/pub", slashed.values().get("curfew.route.one.path"));
        assertTrue(slashed.reports(sentence), slashed.report());
        for (String both : Set.of("paths: [/pub, /pub/]", "paths: [/pub/, /pub]")) {
            KongImported imported = of(both, "paths: [/two]");
            assertEquals("/pub", imported.values().get("curfew.route.one.path"));
            assertFalse(imported.reports(sentence), imported.report());
        }
    }

    @Test
    void hostsThatDifferInCaseAreOne() {
        KongImported imported = of("hosts: [Apps.Example.com, apps.example.com]", "paths: [/two]");
        assertEquals("apps.example.com", imported.values().get("curfew.route.one.hosts"));
        imported.settings();
    }

    @Test
    void aRouteOnEverythingDoesNotGetTheGatewaysOwnPaths() {
        String sentence =
                "route one: /: what is below /oidc, /health and /metrics goes to no upstream: the gateway keeps it"
                        + " for itself.";
        assertTrue(of("paths: [/]", "paths: [/two]").reports(sentence));
        assertTrue(of("methods: [GET]", "paths: [/two]").reports(sentence));
        assertFalse(of("paths: [/one]", "paths: [/two]").reports(sentence));
    }

    private KongImported of(String one, String two) {
        String plugins = """
                plugins:
                - name: openid-connect
                  config:
                    issuer: https://id.example.com/realms/work
                    client_id: [gateway]
                    client_secret: [s3cr3t]
                    redirect_uri: [https://apps.example.com/callback]
                """;
        return KongImported.of(
                directory,
                "_format_version: \"3.0\"\nservices:\n- name: app\n  url: http://app.internal\n  routes:\n  - {name: one, "
                        + one + "}\n  - {name: two, " + two + "}\n" + plugins);
    }
}
