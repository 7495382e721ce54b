package io.curfew.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Two bar charts side by side as one SVG: requests per second, and CPU ms for each request. */
final class Chart {
    private static final int WIDTH = 920;
    private static final int PANEL = 310;
    private static final int NAMES = 260;
    private static final int ROW = 30;
    private static final int TOP = 56;

    /** Room for the figure behind the longest bar. */
    private static final int FIGURE = 60;

    private final Figures figures;
    private final StringBuilder svg = new StringBuilder();

    private Chart(Figures figures) {
        this.figures = figures;
    }

    static String of(Figures figures, Cell cell) {
        Chart chart = new Chart(figures);
        List<String> targets = figures.targets();
        chart.open(targets, cell);
        chart.panel(
                NAMES, "requests per second (longer is better)", "%,.0f", target -> figures.perSecond(target, cell));
        chart.panel(
                NAMES + PANEL + 20,
                "CPU ms per request (shorter is better)",
                "%.3f",
                target -> figures.cpuMillis(target, cell));
        return chart.svg.append("</svg>\n").toString();
    }

    private void open(List<String> targets, Cell cell) {
        int height = TOP + targets.size() * ROW + 10;
        svg.append(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" font-family="sans-serif" font-size="13">
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <text x="10" y="20" font-size="15" font-weight="bold">GET of %s connections, logged in</text>
                """, WIDTH, height, WIDTH, height, cell.name()));
        for (int row = 0; row < targets.size(); row++) {
            text(NAMES - 8, row, "end", targets.get(row));
        }
    }

    private void panel(int left, String title, String format, ToDoubleFunction<String> value) {
        List<String> targets = figures.targets();
        double longest = targets.stream().mapToDouble(value).max().orElse(1);
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\" fill=\"#555555\">%s</text>%n", left, TOP - 12, title));
        for (int row = 0; row < targets.size(); row++) {
            double length = value.applyAsDouble(targets.get(row)) / longest * (PANEL - FIGURE);
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                    left,
                    TOP + row * ROW + 4,
                    Math.max(1, length),
                    ROW - 10,
                    targets.get(row).startsWith("Curfew") ? "#1f6feb" : "#9aa4b2"));
            String figure = String.format(Locale.ROOT, format, value.applyAsDouble(targets.get(row)));
            text(left + (int) length + 6, row, "start", figure);
        }
    }

    private void text(int x, int row, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
                x,
                TOP + row * ROW + 19,
                anchor,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
