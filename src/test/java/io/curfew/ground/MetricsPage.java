package io.curfew.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code docs/metrics.md} says of each metric. */
public final class MetricsPage {
    /** A label whose values the configuration decides. */
    public static final String ROUTE = "route";

    private static final Pattern LABEL = Pattern.compile("`([a-z_]+)`: ([^;]*)");
    private static final Pattern VALUE = Pattern.compile("`([^`]*)`");

    /**
     * A row.
     *
     * @param labels with all their values; none for {@link #ROUTE}
     */
    public record Row(
            String name, String type, Map<String, List<String>> labels, String unit, String meaning, String alarm) {
        /** The names of its series: of a histogram, three. */
        public List<String> published() {
            return type.equals("histogram") ? List.of(name + "_bucket", name + "_count", name + "_sum") : List.of(name);
        }

        /** Whether one of its series may have this label. */
        public boolean has(String label) {
            return labels.containsKey(label);
        }
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();

    private MetricsPage() {}

    /** Reads it. */
    public static MetricsPage read() {
        MetricsPage page = new MetricsPage();
        try {
            Files.readString(Path.of("docs", "metrics.md"))
                    .lines()
                    .filter(line -> line.startsWith("| `curfew_"))
                    .forEach(page::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page;
    }

    private void add(String line) {
        String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
        if (cells.length != 6) {
            throw new IllegalStateException("six columns: " + line);
        }
        Map<String, List<String>> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(cells[2]);
        while (label.find()) {
            labels.put(
                    label.group(1),
                    VALUE.matcher(label.group(2))
                            .results()
                            .map(value -> value.group(1))
                            .toList());
        }
        Row row = new Row(cells[0].replace("`", ""), cells[1], labels, cells[3], cells[4], cells[5]);
        if (rows.put(row.name(), row) != null) {
            throw new IllegalStateException("twice: " + row.name());
        }
    }

    public List<Row> rows() {
        return List.copyOf(rows.values());
    }
}
