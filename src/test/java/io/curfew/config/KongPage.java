package io.curfew.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The rows of the tables in {@code docs/kong.md}. */
final class KongPage {
    /** @param kongs Kong's default as the page shows it */
    record Row(String parameter, String kongs, String inCurfew, String why) {
        /** Kong's default as a value, without the page's marks; empty for none. */
        String kongsValue() {
            return kongs.startsWith("`") ? kongs.replace("`", "").replace(", ", ",") : "";
        }
    }

    private KongPage() {}

    static List<Row> rows() throws IOException {
        return tableRows("kong.md").stream()
                .map(cells -> new Row(cells.get(0), cells.get(1), cells.get(2), cells.get(3)))
                .toList();
    }

    /** The cells of all rows that begin with a name, the name without its marks. */
    static List<List<String>> tableRows(String page) throws IOException {
        return Files.readString(Path.of("docs", page))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.asList(line.substring(2, line.length() - 2).split(" \\| ", -1)))
                .map(cells -> {
                    cells.set(0, cells.get(0).replace("`", ""));
                    return cells;
                })
                .toList();
    }
}
