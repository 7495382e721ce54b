package io.curfew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that say which test holds what name tests that are there, and leave no promise and no attack without one. */
class SecurityPagesTest {
    private static final String CASES = "docs/security-cases.md";
    private static final String SECURITY = "SECURITY.md";

    /** {@code `SomeTest`}, with the name of a method or without. */
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|IT|Contract))(?:\\.(\\w+))?`");

    /** The annotations of a method, and its name. */
    private static final Pattern METHOD = Pattern.compile(
            "(?:\\n *|\\{)\\n((?: {4}.*\\n)*?) {4}(?:public )?(?:static )?(?:void|Stream<DynamicTest>) (\\w+)\\(");

    private static final Pattern ANNOTATED = Pattern.compile(" {4}@(?:Test|ParameterizedTest|TestFactory|FuzzTest)\\b");

    /** Classes of one name in different packages count as one. */
    private final Map<String, String> sources = new HashMap<>();

    SecurityPagesTest() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                sources.merge(name, Files.readString(file), String::concat);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CASES, SECURITY})
    void everyTestThatIsNamedIsThere(String page) throws IOException {
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED.matcher(Files.readString(Path.of(page)));
        int count = 0;
        while (named.find()) {
            count++;
            String source = sources.get(named.group(1));
            String method = named.group(2);
            if (source == null || (method != null && !tests(source).contains(method))) {
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

    private static List<String> tests(String source) {
        return METHOD.matcher(source)
                .results()
                .filter(found -> ANNOTATED.matcher(found.group(1)).find())
                .map(found -> found.group(2))
                .toList();
    }
}
