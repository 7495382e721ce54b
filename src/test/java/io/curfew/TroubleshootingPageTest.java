package io.curfew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.backchannel.LogoutTokenRefusal;
import io.curfew.provider.BearerTokenRefusal;
import io.curfew.routing.PathRefusal;
import io.curfew.session.EndReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page knows every refusal and every fault of the start that the code knows, and no other. */
class TroubleshootingPageTest {
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern STATUS_AND_TITLE =
            Pattern.compile("\\(\\s*([45]\\d\\d),\\s*\"((?:[^\"\\\\]|\\\\.)+)\"");
    private static final Pattern PAGE = Pattern.compile("new Page\\(\\s*\"((?:[^\"\\\\]|\\\\.)+)\"");

    /** For developers. */
    private static final Set<String> INTERNAL = Set.of(
            "Every Java platform has SHA-256.",
            "The resource … is not in the application.",
            "The server was not started.",
            "The place of the running jar is not a path.",
            "The server's script … could not be made executable.");

    private final String page;

    TroubleshootingPageTest() throws IOException {
        page = Files.readString(Path.of("docs", "troubleshooting.md"));
    }

    /** The rows of all tables of a section, without their heads. */
    private List<List<String>> rows(String heading) {
        int start = page.indexOf("\n" + heading + "\n");
        assertTrue(start >= 0, heading);
        String level = heading.substring(0, heading.indexOf(' ') + 1);
        int end = page.indexOf("\n" + level, start + 1);
        List<String> lines =
                page.substring(start, end < 0 ? page.length() : end).lines().toList();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean head = i + 1 < lines.size() && lines.get(i + 1).startsWith("| ---");
            if (lines.get(i).startsWith("| ") && !lines.get(i).startsWith("| ---") && !head) {
                String line = lines.get(i);
                rows.add(Arrays.asList(line.substring(2, line.length() - 2).split(" \\| ", -1)));
            }
        }
        return rows;
    }

    private List<String> column(String heading, int... columns) {
        return rows(heading).stream()
                .map(row -> Arrays.stream(columns).mapToObj(row::get).collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void everyRefusalOfALogoutToken() {
        List<String> code = Arrays.stream(LogoutTokenRefusal.values())
                .map(refusal -> "`" + refusal.code() + "` " + refusal.sentence())
                .toList();
        assertEquals(lines(code), lines(column("## A logout token is refused", 0, 1)));
    }

    @Test
    void everyRefusalOfAnAccessToken() throws IOException {
        Stream<String> verifier = Arrays.stream(BearerTokenRefusal.values()).map(BearerTokenRefusal::sentence);
        Stream<String> gate = Stream.concat(
                        SourceText.sources("login/BearerTokens").stream(),
                        SourceText.sources("login/BearerRefusal.").stream())
                .flatMap(source -> SourceText.of(source).stream())
                .filter(TroubleshootingPageTest::isSentence);
        assertEquals(lines(Stream.concat(verifier, gate).toList()), lines(column("## An access token is refused", 0)));
    }

    @Test
    void everyRefusalOfAPath() {
        List<String> code = Arrays.stream(PathRefusal.values())
                .map(refusal -> "`" + refusal.code() + "` " + refusal.sentence())
                .toList();
        assertEquals(lines(code), lines(column("## A path is refused", 0, 1)));
    }

    @Test
    void everyReasonOfAnEnd() {
        List<String> code = Arrays.stream(EndReason.values())
                .map(reason -> "`" + reason.text() + "`")
                .toList();
        assertEquals(lines(code), lines(column("## Why a session ended", 0)));
    }

    @Test
    void everyProblemByStatusAndTitle() throws IOException {
        assertEquals(
                lines(found(STATUS_AND_TITLE)), lines(new TreeSet<>(column("## Other answers of the gateway", 0, 1))));
    }

    @Test
    void everyPageByItsTitle() throws IOException {
        Set<String> told = new TreeSet<>(column("## A login does not end in a session", 0).stream()
                .filter(title -> !title.startsWith("`"))
                .toList());
        told.addAll(column("## A sign-out that is none", 0));
        assertEquals(lines(found(PAGE)), lines(told));
    }

    @Test
    void everyReasonForWhichALoginIsNotAccepted() throws IOException {
        Set<String> code = SourceText.sources("login/LoginCompletion").stream()
                .flatMap(source -> SourceText.of(source).stream())
                .filter(text -> text.endsWith("."))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> told = rows("## A login does not end in a session").stream()
                .filter(row -> row.get(0).startsWith("`"))
                .flatMap(row -> quoted(row.get(0)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(lines(code), lines(told));
    }

    @Test
    void everyFaultOfTheConfiguration() throws IOException {
        List<String> sentences = new ArrayList<>();
        for (String source : SourceText.sources("config/")) {
            if (!source.contains("class Notices") && !source.contains("class SessionNotices")) {
                sentences.addAll(SourceText.of(source));
            }
        }
        compare(sentences, "### Faults of the configuration");
    }

    @Test
    void everyRefusalOfTheStore() throws IOException {
        List<String> sentences = new ArrayList<>();
        for (String file : List.of("session/NodeCard.", "session/RemoteStore.", "session/CacheCluster.")) {
            SourceText.sources(file).forEach(source -> sentences.addAll(SourceText.of(source)));
        }
        compare(sentences, "### The session store");
    }

    /** Each sentence of the code is meant by a pattern of the page, and each pattern means one. */
    private void compare(List<String> texts, String heading) {
        List<String> sentences = texts.stream()
                .filter(text -> isSentence(text) || text.contains("Create it there") || text.endsWith("process: …"))
                .filter(text -> !INTERNAL.contains(text))
                .toList();
        List<String> patterns = rows(heading).stream()
                .flatMap(row -> quoted(row.get(0)).stream())
                .toList();
        assertTrue(patterns.size() > 4, patterns::toString);
        assertEquals(
                "",
                lines(sentences.stream()
                        .filter(sentence -> patterns.stream().noneMatch(pattern -> means(pattern, sentence)))
                        .toList()),
                "not on the page");
        assertEquals(
                "",
                lines(patterns.stream()
                        .filter(pattern -> sentences.stream().noneMatch(sentence -> means(pattern, sentence)))
                        .toList()),
                "not in the code");
    }

    private static boolean means(String pattern, String sentence) {
        String regex = Arrays.stream(pattern.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.DOTALL).matcher(sentence).matches();
    }

    /** Not a word, a name or a part of another sentence. */
    private static boolean isSentence(String text) {
        return text.contains(" ") && (text.endsWith(".") || text.endsWith("?"));
    }

    private static List<String> quoted(String cell) {
        return QUOTED.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    private static Set<String> found(Pattern pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        for (String source : SourceText.sources("")) {
            pattern.matcher(source)
                    .results()
                    .forEach(match -> found.add(
                            match.groupCount() == 1
                                    ? match.group(1)
                                    : String.format(Locale.ROOT, "%s %s", match.group(1), match.group(2))));
        }
        return found;
    }

    private static String lines(Iterable<String> lines) {
        return String.join("\n", lines);
    }
}
