package io.curfew;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tests of this build by their names, for those that say which test holds what. */
final class NamedTests {
    /** The annotations of a method, and its name. */
    private static final Pattern METHOD = Pattern.compile(
            "(?:\\n *|\\{)\\n((?: {4}.*\\n)*?) {4}(?:public )?(?:static )?(?:void|Stream<DynamicTest>) (\\w+)\\(");

    private static final Pattern ANNOTATED = Pattern.compile(" {4}@(?:Test|ParameterizedTest|TestFactory|FuzzTest)\\b");

    /** Classes of one name in different packages count as one. */
    private final Map<String, String> sources = new HashMap<>();

    NamedTests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                sources.merge(name, Files.readString(file), String::concat);
            }
        }
    }

    /** Whether this class is there, and has this test if one is named. */
    boolean has(String type, @Nullable String method) {
        String source = sources.get(type);
        return source != null && (method == null || tests(source).contains(method));
    }

    private static List<String> tests(String source) {
        return METHOD.matcher(source)
                .results()
                .filter(found -> ANNOTATED.matcher(found.group(1)).find())
                .map(found -> found.group(2))
                .toList();
    }
}
