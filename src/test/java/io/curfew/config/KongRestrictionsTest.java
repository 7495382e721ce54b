package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.KongPage.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plugin demands of users and Curfew does not check makes its routes comments, and everything else is told. */
class KongRestrictionsTest {
    private static final String DEMAND = ".*_(required|forbidden)|domains|consumer_claims?|consumer_groups_claim";

    /** Two have a form of their own and are written in another way, one is in the valid file. */
    private static final String OTHERS = "(up|down)stream_headers|redirect_uri";

    private final Path directory;

    KongRestrictionsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    static Stream<Row> notOffered() throws IOException {
        return KongPage.rows().stream()
                .filter(row -> row.inCurfew().equals("not offered"))
                .filter(row -> !row.parameter().matches(OTHERS));
    }

    @ParameterizedTest
    @MethodSource("notOffered")
    void exactlyWhatDemandsSomethingMakesTheRouteAComment(Row row) throws IOException {
        String name = row.parameter();
        KongImported imported = KongImported.withConfig(directory, name + ": [zzz]");
        boolean isDemand = name.matches(DEMAND);
        assertEquals(isDemand ? Set.of() : Set.of("orders"), imported.routes(), name);
        assertEquals(
                isDemand,
                imported.reports("route orders: " + name
                        + ": its lines are commented out, as more users would get through than at Kong."),
                imported.report());
        String page = Files.readString(Path.of("docs", "kong.md"));
        assertEquals(
                isDemand,
                page.substring(page.indexOf("Routes whose plugin demands"), page.indexOf("What behaves differently"))
                        .contains("`" + name + "`"),
                name + " before the tables of the page");
    }

    @ParameterizedTest
    @MethodSource("notOffered")
    void whatIsNotOfferedIsToldUnlessNothingIsLost(Row row) {
        String name = row.parameter();
        assertTrue(told(KongImported.withConfig(directory, name + ": [zzz]"), name), name);
        assertTrue(told(KongImported.withConfig(directory, name + ": {a: b}"), name), name);
        String kongs = row.kongsValue();
        boolean isLost = Set.of("session_storage", "refresh_tokens").contains(name);
        String yaml = kongs.isEmpty() ? "null" : "[" + kongs + "]";
        assertEquals(isLost, told(KongImported.withConfig(directory, name + ": " + yaml), name), name);
        assertEquals(isLost, told(KongImported.of(directory, KongImported.VALID), name), name);
    }

    @Test
    void anotherValueThanKongsDefaultMayLoseNothing() {
        for (String line : List.of("refresh_tokens: false")) {
            String name = line.substring(0, line.indexOf(':'));
            if (Parameters.named(name).isEmpty()) {
                assertFalse(told(KongImported.withConfig(directory, line), name), line);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "teams_required",
                "teams_forbidden",
                "teams_allowed",
                "teams_denied",
                "principals",
                "principal_claim"
            })
    void aParameterThatIsNotKnownAndSoundsLikeADemandIsOne(String name) {
        KongImported imported = KongImported.withConfig(directory, name + ": [zzz]");
        assertEquals(Set.of("orders"), imported.comments());
        assertTrue(told(imported, name), imported.report());
        KongImported unset = KongImported.withConfig(directory, name + ": []");
        assertEquals(Set.of("orders"), unset.routes());
        KongImported unknown = KongImported.withConfig(directory, "flavour: [zzz]");
        assertEquals(Set.of("orders"), unknown.routes());
    }

    @Test
    void whoCannotSignInByTheCodeAtKongCannotHere() {
        assertEquals(
                Set.of("orders"),
                KongImported.withConfig(directory, "auth_methods: [bearer, session]")
                        .comments());
        assertEquals(
                Set.of("orders"),
                KongImported.withConfig(directory, "auth_methods: [authorization_code, bearer]")
                        .routes());
        String key = "curfew.route.orders.auth_methods";
        KongImported bearer = KongImported.withConfig(
                directory,
                "auth_methods: [bearer, introspection]",
                "audience_required: [api]",
                "logout_query_arg: bye");
        assertEquals("bearer", bearer.values().get(key));
        assertFalse(bearer.settings().routes().get(0).access().credentials().session());
        assertTrue(bearer.report().contains("without introspection: "), bearer.report());
        assertTrue(bearer.report().contains("logout_query_arg: left out: "), bearer.report());
        assertEquals(
                "session",
                KongImported.withConfig(directory, "auth_methods: [authorization_code, bearer]")
                        .values()
                        .get(key));
        String sentence = "without session Kong keeps none after a login; Curfew does.";
        KongImported without = KongImported.withConfig(directory, "auth_methods: [authorization_code]");
        assertTrue(without.report().contains(sentence), without.report());
        KongImported with = KongImported.withConfig(directory, "auth_methods: [authorization_code, session]");
        assertFalse(with.report().contains(sentence), with.report());
    }

    @Test
    void anUnusedSessionThatLivesLongerThanAtKongIsTold() {
        if (Parameters.named("session_rolling_timeout").isPresent()) {
            return;
        }
        String sentence = "session_idling_timeout: an unused session ended at Kong by session_rolling_timeout";
        List<List<String>> longer = List.of(
                List.of("session_idling_timeout: 0"),
                List.of("session_idling_timeout: 3601"),
                List.of("session_rolling_timeout: 600"));
        List<List<String>> same = List.of(
                List.of(),
                List.of("session_idling_timeout: 3600"),
                List.of("session_idling_timeout: 0", "session_rolling_timeout: 0"));
        for (List<String> lines : longer) {
            String report = KongImported.withConfig(directory, lines.toArray(String[]::new))
                    .report();
            assertTrue(report.contains(sentence), lines + report);
        }
        for (List<String> lines : same) {
            String report = KongImported.withConfig(directory, lines.toArray(String[]::new))
                    .report();
            assertFalse(report.contains(sentence), lines + report);
        }
    }

    /** Whether a line about the plugin names it. */
    private static boolean told(KongImported imported, String name) {
        return imported.report()
                .lines()
                .filter(line -> line.startsWith("openid-connect of "))
                .map(line -> List.of(line.split(": ", 3)[1].split(", ", -1)))
                .flatMap(List::stream)
                .collect(Collectors.toSet())
                .contains(name);
    }
}
