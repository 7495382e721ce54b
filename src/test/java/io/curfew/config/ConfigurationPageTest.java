package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The page for users says what the table of parameters says, and its examples work. */
class ConfigurationPageTest {
    private final String page;

    ConfigurationPageTest() throws IOException {
        page = Files.readString(Path.of("docs", "configuration.md"));
    }

    @Test
    void listsEveryParameterAsItIs() {
        List<String> rows = page.lines().filter(line -> line.startsWith("| `")).toList();
        List<String> expected =
                Parameters.all().stream().map(ConfigurationPageTest::row).toList();

        assertEquals(
                String.join("\n", expected),
                String.join(
                        "\n",
                        rows.stream()
                                .map(row -> row.substring(0, row.lastIndexOf('|', row.length() - 2) + 1))
                                .toList()));
        assertTrue(
                rows.stream().noneMatch(row -> row.endsWith("|  |") || row.endsWith("| |")), "Kong's column is filled");
    }

    private static String row(Parameter<?> parameter) {
        String otherwise = parameter.fallback() == null ? "none" : "`" + parameter.fallback() + "`";
        return String.join(
                " | ",
                "| `" + parameter.name() + "`",
                parameter.scope().words(),
                parameter.form().words(),
                parameter.required() ? "required" : otherwise,
                parameter.form().secret() ? "yes" : "no",
                parameter.meaning() + " |");
    }

    @Test
    void theMinimalExampleIsValid() throws IOException {
        Settings settings = ConfigReader.read(RawValues.of(example("properties")), "");
        assertEquals("orders", settings.routes().get(0).name());
        assertEquals(List.of(), settings.notices());
    }

    @Test
    void theExampleOfVariablesAloneIsValid() throws IOException {
        Map<String, String> variables = example("sh");
        assertFalse(variables.keySet().stream().anyMatch(name -> name.contains(".")));
        assertEquals(
                "/logout",
                ConfigReader.read(RawValues.of(variables), "")
                        .routes()
                        .get(0)
                        .logout()
                        .uriSuffix());
    }

    @Test
    void theExampleOfFaultsIsWhatIsPrinted() {
        Values values = Values.valid()
                .changed("curfew.isuer=x; curfew.leeway=soon; curfew.route.orders.upstream")
                .changed("curfew.route.billing.path; curfew.route.billing.upstream");
        String shown = block("text");
        String printed = "";
        try {
            values.read();
        } catch (ConfigFaultsException faults) {
            printed = String.valueOf(faults.getMessage());
        }
        assertEquals(shown.strip(), printed);
    }

    private Map<String, String> example(String language) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(block(language)));
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    private String block(String language) {
        String opening = "```" + language + "\n";
        int start = page.indexOf(opening) + opening.length();
        return page.substring(start, page.indexOf("```", start));
    }
}
