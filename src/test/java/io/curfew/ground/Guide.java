package io.curfew.ground;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;

/**
 * A page of the documents whose steps are carried out as they stand there. Of each section: a block behind a line that is a path
 * alone, {@code `server.xml`:}, is written to that file; a block of {@code sh} is run by bash, all of a section in one shell; a block of
 * {@code text} after one is what it printed, where {@code …} stands for anything.
 */
public final class Guide {
    private static final Pattern BLOCK =
            Pattern.compile("(?m)^(?:`(?<file>[^`\n]+)`:\n\n)?```(?<language>\\w+)\n(?<text>.*?)^```$", Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,4} (.*)$");
    private static final String MARK = "@@@";
    private static final long LIMIT_SECONDS = 240;

    private final Map<String, String> sections = new LinkedHashMap<>();
    private final Set<String> carriedOut = new TreeSet<>();
    private final Path directory;
    private final Map<String, String> environment;

    private Guide(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads a page.
     *
     * @param directory where its steps are carried out
     * @param environment of its commands, besides that of this process
     * @param instead what of the page means something else here, such as ports
     */
    public static Guide read(Path page, Path directory, Map<String, String> environment, Map<String, String> instead)
            throws IOException {
        Guide guide = new Guide(directory, environment);
        String text = Files.readString(page);
        for (Map.Entry<String, String> other : instead.entrySet()) {
            text = text.replace(other.getKey(), other.getValue());
        }
        String heading = "";
        int from = 0;
        Matcher found = HEADING.matcher(withoutBlocks(text));
        while (found.find()) {
            guide.sections.put(heading, text.substring(from, found.start()));
            heading = found.group(1);
            from = found.end();
        }
        guide.sections.put(heading, text.substring(from));
        return guide;
    }

    /** With as many characters, so that a comment of a script is no heading. */
    private static String withoutBlocks(String text) {
        return BLOCK.matcher(text).replaceAll(block -> " ".repeat(block.group().length()));
    }

    /** Carries a section out; throws unless every command succeeded and printed what the page shows. Returns all that was printed. */
    public String carryOut(String heading, String input) throws IOException, InterruptedException {
        String section = sections.get(heading);
        if (section == null) {
            throw new IllegalArgumentException("No section '" + heading + "' but " + sections.keySet());
        }
        carriedOut.add(heading);
        List<String> expected = new ArrayList<>();
        StringBuilder script = new StringBuilder();
        for (Matcher block = BLOCK.matcher(section); block.find(); ) {
            String file = block.group("file");
            if (file != null) {
                script.append("cat > '")
                        .append(file)
                        .append("' <<'")
                        .append(MARK)
                        .append("'\n");
                script.append(block.group("text")).append(MARK).append('\n');
            } else if (block.group("language").equals("sh")) {
                script.append(block.group("text")).append("echo ").append(MARK).append('\n');
                expected.add("");
            } else if (block.group("language").equals("text")) {
                expected.set(expected.size() - 1, block.group("text"));
            }
        }
        String printed = run(script.toString(), input);
        String[] parts = printed.split(MARK + "\n", -1);
        for (int i = 0; i < expected.size(); i++) {
            requireShown(expected.get(i), parts[i]);
        }
        return printed;
    }

    /** The sections with something to carry out that nobody has. */
    public Set<String> left() {
        return sections.entrySet().stream()
                .filter(section -> BLOCK.matcher(section.getValue())
                        .results()
                        .anyMatch(block ->
                                block.group(1) != null || block.group(2).equals("sh")))
                .map(Map.Entry::getKey)
                .filter(heading -> !carriedOut.contains(heading))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String run(String script, String input) throws IOException, InterruptedException {
        Path given = Files.writeString(directory.resolve("input"), input);
        File log = BuildDirectory.log(directory).toFile();
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(given.toFile())
                .redirectOutput(log);
        builder.environment().keySet().removeIf(name -> name.startsWith("CURFEW_") || name.startsWith("WLP_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        String printed = Files.readString(log.toPath(), StandardCharsets.UTF_8);
        Assertions.assertTrue(ended, () -> "did not end: " + script + printed);
        Assertions.assertEquals(0, process.exitValue(), () -> script + "\nprinted\n" + printed);
        return printed;
    }

    private static void requireShown(String expected, String printed) {
        for (String line : expected.lines().toList()) {
            String pattern =
                    Pattern.compile("…").splitAsStream(line).map(Pattern::quote).collect(Collectors.joining(".*"));
            pattern += line.endsWith("…") ? ".*" : "";
            Pattern whole = Pattern.compile(pattern);
            Assertions.assertTrue(
                    printed.lines().anyMatch(one -> whole.matcher(one).matches()),
                    () -> "not printed: " + line + "\nbut\n" + printed);
        }
    }
}
