package io.curfew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/kong.md} calls the same as Kong's is shown by a test on a gateway as users run it, and that test is there. */
class SameParametersTest {
    private static final Pattern SAME = Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|]* \\| same \\|");

    /** The parameter, and {@code SomeIT.method}. */
    private final Map<String, String> shown =
            Files.readAllLines(Path.of("src/test/resources/io/curfew/same-parameters.txt")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", -1))
                    .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1]));

    SameParametersTest() throws IOException {}

    @Test
    void everyParameterThatIsTheSameNamesATestAndNoOther() throws IOException {
        List<String> same = SAME.matcher(Files.readString(Path.of("docs/kong.md")))
                .results()
                .map(found -> found.group(1))
                .sorted()
                .toList();
        assertTrue(same.size() > 40, same::toString);
        assertEquals(same, shown.keySet().stream().sorted().toList());
    }

    @Test
    void everyTestThatIsNamedIsThereAndRunsAGateway() throws IOException {
        NamedTests tests = new NamedTests();
        assertEquals(
                List.of(),
                shown.values().stream()
                        .filter(name -> !name.matches("\\w+IT\\.\\w+") || !tests.has(type(name), method(name)))
                        .toList());
    }

    @Test
    void everyParameterIsSetInAScene() throws IOException {
        String scenes;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java/io/curfew/it"))) {
            scenes = files.filter(Files::isRegularFile)
                    .map(SameParametersTest::text)
                    .collect(Collectors.joining("\n"));
        }
        assertEquals(
                List.of(),
                shown.keySet().stream()
                        .filter(name -> !Pattern.compile("[\".]" + name + "[\"=]")
                                .matcher(scenes)
                                .find())
                        .toList());
    }

    private static String type(String name) {
        return name.substring(0, name.indexOf('.'));
    }

    private static String method(String name) {
        return name.substring(name.indexOf('.') + 1);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
