package io.curfew.it;

import io.curfew.ground.MetricsPage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What every series must say: zero for each that the page has, and what was done since. */
final class Ledger {
    /** What differs from run to run; {@link MetricsIT} looks at these by themselves. */
    private static final String TIME = "_(sum|bucket)(\\{.*)?";

    private final Map<String, Double> expected = new TreeMap<>();

    /** @param routes the names of all routes */
    Ledger(List<String> routes) {
        for (MetricsPage.Row row : MetricsPage.read().rows()) {
            row.published().forEach(name -> {
                Map<String, List<String>> labels = new TreeMap<>(row.labels());
                labels.computeIfPresent(MetricsPage.ROUTE, (label, none) -> routes);
                if (!name.endsWith("_bucket")) {
                    labels.remove("le");
                }
                begin(name, Map.of(), labels);
            });
        }
    }

    private void begin(String name, Map<String, String> fixed, Map<String, List<String>> open) {
        if (open.isEmpty()) {
            expected.put(Scrape.series(name, fixed), 0.0);
            return;
        }
        Map<String, List<String>> rest = new TreeMap<>(open);
        String label = open.keySet().iterator().next();
        for (String value : rest.remove(label)) {
            Map<String, String> more = new TreeMap<>(fixed);
            more.put(label, value);
            begin(name, more, rest);
        }
    }

    /** So much more of a series. */
    void add(String series, double more) {
        if (!expected.containsKey(series)) {
            throw new IllegalStateException("The page knows no " + series);
        }
        expected.merge(series, more, Double::sum);
    }

    void add(String series) {
        add(series, 1);
    }

    /** All of them. */
    Map<String, Double> all() {
        return new TreeMap<>(expected);
    }

    static boolean isTime(String series) {
        return series.matches("curfew_[a-z_]*_seconds" + TIME);
    }
}
