package io.curfew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that say which test holds what name tests that are there, and leave no promise and no attack without one. */
class SecurityPagesTest {
    private static final String CASES = "docs/security-cases.md";
    private static final String SECURITY = "SECURITY.md";

    /** {@code `SomeTest`}, with the name of a method or without. */
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|IT|Contract))(?:\\.(\\w+))?`");

    private final NamedTests tests = new NamedTests();

    SecurityPagesTest() throws IOException {}

    @ParameterizedTest
    @ValueSource(strings = {CASES, SECURITY})
    void everyTestThatIsNamedIsThere(String page) throws IOException {
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED.matcher(Files.readString(Path.of(page)));
        int count = 0;
        while (named.find()) {
            count++;
            if (!tests.has(named.group(1), named.group(2))) {
                missing.add(named.group());
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(count > 20, "the page names tests: " + count);
    }

    @ParameterizedTest
    @ValueSource(strings = {CASES, SECURITY})
    void everyRowNamesATest(String page) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(page));
        List<String> rows = IntStream.range(0, lines.size() - 1)
                .filter(line -> lines.get(line).startsWith("| "))
                .filter(line -> !lines.get(line).startsWith("| ---")
                        && !lines.get(line + 1).startsWith("| ---"))
                .mapToObj(lines::get)
                .toList();
        assertTrue(rows.size() >= 8, page);
        assertEquals(
                List.of(),
                rows.stream().filter(row -> !NAMED.matcher(row).find()).toList());
    }

    @Test
    void everyPromiseIsThere() throws IOException {
        String page = Files.readString(Path.of(SECURITY));
        for (int promise = 1; promise <= 8; promise++) {
            assertTrue(page.contains("| P" + promise + " |"), "P" + promise);
        }
    }
}
