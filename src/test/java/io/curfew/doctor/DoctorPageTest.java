package io.curfew.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page says of every finding what the doctor says. */
class DoctorPageTest {
    private static final int COLUMNS = 5;

    private static List<List<String>> rows() throws IOException {
        return Files.readString(Path.of("docs", "doctor.md"))
                .lines()
                .filter(line -> line.startsWith("| `") && !line.startsWith("| `--"))
                .map(line -> Arrays.asList(line.substring(2, line.length() - 2).split(" \\| ", -1)))
                .toList();
    }

    @Test
    void tellsOfEveryFindingWhyItMattersAndWhatToDo() throws IOException {
        String page = rows().stream()
                .map(cells -> String.join(" | ", cells.get(0), cells.get(1), cells.get(3), cells.get(4)))
                .collect(Collectors.joining("\n"));
        String code = Arrays.stream(FindingCode.values())
                .map(finding -> String.join(
                        " | ",
                        "`" + finding.code() + "`",
                        finding.severity().name().toLowerCase(Locale.ROOT),
                        finding.why(),
                        finding.remedy()))
                .collect(Collectors.joining("\n"));
        assertEquals(code, page);
    }

    @Test
    void tellsOfEveryFindingWhatItIs() throws IOException {
        for (List<String> cells : rows()) {
            assertEquals(COLUMNS, cells.size(), cells::toString);
            assertTrue(cells.get(2).length() > 10, cells::toString);
        }
    }
}
