package io.curfew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.curfew.ground.MetricsPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboard asks for what the gateway publishes, by the labels that it has, and from any data source. */
class DashboardTest {
    private static final Pattern SELECTOR = Pattern.compile("(curfew_[a-z_]+)(?:\\{([^}]*)\\})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(=~|=|!=|!~)\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{([^}]*)\\}\\}");

    /** What Prometheus itself says of where a number comes from. */
    private static final Set<String> OF_THE_SCRAPE = Set.of("job", "instance");

    private final JsonNode dashboard;
    private final Map<String, MetricsPage.Row> rows = new HashMap<>();

    DashboardTest() throws IOException {
        dashboard = new ObjectMapper()
                .readTree(Path.of("docs", "grafana", "curfew-dashboard.json").toFile());
        MetricsPage.read().rows().forEach(row -> row.published().forEach(name -> rows.put(name, row)));
    }

    private List<JsonNode> targets() {
        List<JsonNode> all = new ArrayList<>();
        dashboard.get("panels").forEach(panel -> panel.path("targets").forEach(all::add));
        return all;
    }

    private List<String> queries() {
        Stream<String> ofPanels =
                targets().stream().map(target -> target.get("expr").asText());
        List<String> ofVariables = new ArrayList<>();
        dashboard.get("templating").get("list").forEach(variable -> {
            if (variable.get("type").asText().equals("query")) {
                ofVariables.add(variable.get("query").get("query").asText());
            }
        });
        return Stream.concat(ofPanels, ofVariables.stream()).toList();
    }

    @Test
    void asksForNothingThatIsNotPublished() {
        for (String query : queries()) {
            Matcher selector = SELECTOR.matcher(query);
            int found = 0;
            while (selector.find()) {
                found++;
                MetricsPage.Row row = rows.get(selector.group(1));
                assertTrue(row != null, () -> selector.group(1) + " in " + query);
                checkMatchers(Objects.requireNonNull(row), Objects.requireNonNullElse(selector.group(2), ""), query);
            }
            assertTrue(found > 0, query);
        }
    }

    private static void checkMatchers(MetricsPage.Row row, String matchers, String query) {
        Matcher matcher = MATCHER.matcher(matchers);
        while (matcher.find()) {
            String label = matcher.group(1);
            String value = matcher.group(3);
            if (OF_THE_SCRAPE.contains(label)) {
                continue;
            }
            assertTrue(row.has(label), () -> label + " in " + query);
            if (!value.startsWith("$")) {
                List<String> known = Objects.requireNonNull(row.labels().get(label));
                for (String one : value.split("\\|", -1)) {
                    assertTrue(known.contains(one), () -> label + "=" + one + " in " + query);
                }
            }
        }
    }

    @Test
    void groupsByLabelsThatAreThere() {
        for (JsonNode target : targets()) {
            String query = target.get("expr").asText();
            Set<String> labels = new HashSet<>(OF_THE_SCRAPE);
            SELECTOR.matcher(query)
                    .results()
                    .map(selector -> Objects.requireNonNull(rows.get(selector.group(1))))
                    .forEach(row -> labels.addAll(row.labels().keySet()));
            Set<String> kept = new HashSet<>();
            GROUPING.matcher(query)
                    .results()
                    .forEach(grouping -> kept.addAll(List.of(grouping.group(1).split(", "))));
            assertTrue(labels.containsAll(kept), () -> kept + " in " + query);
            LEGEND.matcher(target.get("legendFormat").asText())
                    .results()
                    .forEach(legend ->
                            assertTrue(kept.contains(legend.group(1)), () -> legend.group(1) + " of " + query));
        }
    }

    @Test
    void countersAreAskedForTheirRiseAndBucketsForQuantiles() {
        for (String query : queries()) {
            SELECTOR.matcher(query).results().forEach(selector -> {
                String name = selector.group(1);
                boolean rises = !Objects.requireNonNull(rows.get(name)).type().equals("gauge");
                String before = query.substring(0, selector.start());
                boolean ofVariable = before.endsWith("label_values(");
                assertEquals(rises && !ofVariable, before.endsWith("rate(") || before.endsWith("increase("), query);
                assertFalse(name.endsWith("_bucket") && !query.contains("histogram_quantile("), query);
            });
        }
    }

    @Test
    void everyMetricHasAPanel() {
        Set<String> shown = targets().stream()
                .flatMap(target ->
                        SELECTOR.matcher(target.get("expr").asText()).results().map(found -> found.group(1)))
                .map(name -> Objects.requireNonNull(rows.get(name)).name())
                .collect(Collectors.toSet());
        assertEquals(
                MetricsPage.read().rows().stream().map(MetricsPage.Row::name).collect(Collectors.toSet()), shown);
    }

    @Test
    void theDataSourceIsChosenByWhoImportsIt() {
        dashboard.findValues("datasource").stream()
                .filter(JsonNode::isObject)
                .forEach(source ->
                        assertEquals("${datasource}", source.get("uid").asText()));
        assertEquals("datasource", dashboard.at("/templating/list/0/type").asText());
        Set<String> ids = new HashSet<>();
        dashboard
                .get("panels")
                .forEach(panel -> assertTrue(ids.add(panel.get("id").asText()), panel::toString));
    }
}
