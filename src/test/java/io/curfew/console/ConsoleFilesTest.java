package io.curfew.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.PublicUrl;
import io.curfew.page.Answer;
import io.curfew.page.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleFilesTest {
    private static final Path DIRECTORY = ConsoleGround.WEB_APP.resolve(ConsoleFiles.DIRECTORY.substring(1));
    private static final PublicUrl HERE = new PublicUrl(URI.create("https://apps.example.com/gate"));
    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): ?(#[0-9a-f]+)");

    private final ConsoleFiles files = new ConsoleFiles(ConsoleGround::open);

    private static List<String> names() throws IOException {
        try (Stream<Path> found = Files.walk(DIRECTORY)) {
            return found.filter(Files::isRegularFile)
                    .map(file -> DIRECTORY.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private Answer at(String name) {
        return files.at("/admin" + name, HERE).orElseThrow(() -> new AssertionError(name + " is not served"));
    }

    @Test
    void everyFileOfTheDirectoryIsServed() throws IOException {
        assertEquals(
                "",
                String.join(
                        " ",
                        names().stream()
                                .filter(name -> !name.equals("console.html")
                                        && files.at("/admin/" + name, HERE).isEmpty())
                                .toList()));
        assertEquals(Files.readString(DIRECTORY.resolve("console.html")), at("").body());
        assertEquals(List.of("text/css;charset=UTF-8"), at("/console.css").header("Content-Type"));
        assertEquals(
                List.of("text/javascript;charset=UTF-8"), at("/console/api.js").header("Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/console.html",
                "/console",
                "/console/",
                "/console/../console.js",
                "/console/console.js",
                "/Console.js"
            })
    void nothingElseIs(String name) {
        assertTrue(files.at("/admin" + name, HERE).isEmpty(), name);
    }

    @Test
    void thePolicyLetsNothingInThatIsNotTheConsoles() {
        String own = "https://apps.example.com/gate/oidc/admin";
        assertEquals(
                List.of("default-src 'none'; script-src " + own + "/console.js " + own + "/console/; style-src " + own
                        + "/console.css; connect-src " + own + "/; img-src data:; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"),
                at("").header("Content-Security-Policy"));
        assertEquals(List.of("no-store"), at("").header("Cache-Control"));
        for (String name : List.of("", "/console.js", "/console.css")) {
            assertEquals(List.of("nosniff"), at(name).header("X-Content-Type-Options"), name);
        }
        assertEquals(List.of("private, no-cache"), at("/console.js").header("Cache-Control"));
        assertFalse(at("/console.js").header("ETag").equals(at("/console.css").header("ETag")));
    }

    @Test
    void itHasTheColoursOfTheOtherPages() {
        Set<String> here = colours(at("/console.css").body());
        Set<String> there = colours(new Page("Any", List.of(), List.of()).html());
        assertTrue(there.size() > 10, there::toString);
        there.removeAll(here);
        assertEquals(Set.of(), there);
    }

    private static Set<String> colours(String css) {
        return COLOUR.matcher(css)
                .results()
                .map(MatchResult::group)
                .map(colour -> colour.replace(" ", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatComesFromTheGatewayNeverBecomesMarkup() throws IOException {
        Pattern sinks = Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function");
        for (String name : names()) {
            assertFalse(sinks.matcher(Files.readString(DIRECTORY.resolve(name))).find(), name);
        }
    }
}
