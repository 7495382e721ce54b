package io.curfew.it;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code /metrics} says of Curfew, by series: {@code name{label=value,…}} with the labels in their order.
 *
 * @param values without the label that MicroProfile adds to each
 * @param types by the name of the metric
 */
record Scrape(Map<String, Double> values, Map<String, String> types) {
    private static final Pattern SAMPLE = Pattern.compile("(curfew_[a-z_]+)(?:\\{(.*)\\})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\",?");
    private static final Pattern TYPE = Pattern.compile("# TYPE (curfew_\\S+) (\\S+)");

    static Scrape of(String text) {
        Map<String, Double> values = new TreeMap<>();
        Map<String, String> types = new TreeMap<>();
        text.lines().forEach(line -> {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (sample.matches()) {
                Map<String, String> labels = new TreeMap<>();
                Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
                while (label.find()) {
                    labels.put(label.group(1), label.group(2));
                }
                if (!"application".equals(labels.remove("mp_scope"))) {
                    throw new IllegalStateException("not of an application: " + line);
                }
                Double before = values.put(series(sample.group(1), labels), Double.valueOf(sample.group(3)));
                if (before != null) {
                    throw new IllegalStateException("twice: " + line);
                }
            } else if (line.startsWith("curfew")) {
                throw new IllegalStateException("not understood: " + line);
            }
        });
        return new Scrape(values, types);
    }

    static String series(String name, Map<String, String> labels) {
        return labels.isEmpty()
                ? name
                : new TreeMap<>(labels)
                        .entrySet().stream()
                                .map(label -> label.getKey() + "=" + label.getValue())
                                .collect(Collectors.joining(",", name + "{", "}"));
    }
}
