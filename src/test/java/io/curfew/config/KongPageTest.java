package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.KongPage.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page for those who come from Kong tells the truth about every parameter of its plugin. */
class KongPageTest {
    private final List<Row> rows;

    KongPageTest() throws IOException {
        rows = KongPage.rows();
    }

    @Test
    void hasEveryParameterOfThePluginOnce() {
        assertEquals(
                KongParameters.NAMES.stream().sorted().collect(Collectors.joining("\n")),
                rows.stream().map(Row::parameter).sorted().collect(Collectors.joining("\n")));
    }

    @Test
    void saysOfferedWhereTheReaderTakesIt() {
        for (Row row : rows) {
            Set<String> fitting =
                    Parameters.named(row.parameter()).isPresent() ? Set.of("same", "different") : Set.of("not offered");
            assertTrue(fitting.contains(row.inCurfew()), row.toString());
        }
    }

    @Test
    void saysSameWhereTheConfigurationPageSaysIt() throws IOException {
        Map<String, String> kongColumn = new HashMap<>();
        for (List<String> cells : KongPage.tableRows("configuration.md")) {
            kongColumn.put(cells.get(0), cells.get(cells.size() - 1));
        }
        for (Row row : rows) {
            if (!row.inCurfew().equals("not offered")) {
                String word = kongColumn.get(row.parameter());
                assertEquals("the same".equals(word), row.inCurfew().equals("same"), row + " but there: " + word);
            }
        }
    }

    @Test
    void saysSameWhereTheDefaultIsTheSame() {
        for (Row row : rows) {
            Parameters.named(row.parameter())
                    .filter(parameter -> row.inCurfew().equals("same"))
                    .ifPresent(parameter -> assertEquals(
                            row.kongsValue(), Objects.requireNonNullElse(parameter.fallback(), ""), row.toString()));
        }
    }

    @Test
    void saysWhatTheImportSays() throws IOException {
        String page = rows.stream()
                .filter(row -> row.inCurfew().equals("not offered"))
                .map(row -> row.parameter() + " | " + row.kongs() + " | " + row.why())
                .collect(Collectors.joining("\n"));
        assertEquals(resource(), page);
    }

    private static String resource() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(
                        KongPageTest.class.getResourceAsStream("/io/curfew/launch/kong/not-offered.txt")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Arrays.asList(line.split(" \\| ", -1)))
                    .map(columns -> columns.get(0) + " | " + shown(columns.get(1)) + " | " + columns.get(2))
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String shown(String value) {
        return switch (value) {
            case "-" -> "none";
            case "?" -> "not in 3.5";
            default -> "`" + value.replace(",", ", ") + "`";
        };
    }
}
