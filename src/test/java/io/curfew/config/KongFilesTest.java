package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.launch.kong.KongImport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that cannot be used is refused with a sentence and the status 2, and nothing of it is repeated. */
class KongFilesTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path directory;

    KongFilesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void theValidFileIsUsed() {
        assertEquals(0, KongImported.of(directory, KongImported.VALID).status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "_format_version: \"3.0\" | _version: 1 | has no _format_version",
                "paths: [/orders] | paths: [/orders | look at line",
                "paths: [/orders] | paths: {a: b} | paths is not a list",
                "paths: [/orders] | paths: [[/orders]] | paths is not a list",
                "name: orders | name: [a, b] | name is not a single value",
                "client_id: [gateway] | client_id: {a: b} | client_id is not a list",
                "client_id: [gateway] | client_id: !!java.io.File [x] | look at line",
                "client_id: [gateway] | client_id: !!binary aGk= | client_id is not a list",
                "client_id: [gateway] | client_id: !!str [x] | a value that is not what its tag says",
                "client_id: [gateway] | client_id: !!int '' | look at line",
                "client_id: [gateway] | client_secret: s3cr3t-of-client | look at line",
                "client_id: [gateway] | client_id: [gateway] s3cr3t-of-client | look at line",
                "openid-connect | cors | No route with the plugin openid-connect",
                "url: http://orders.internal:8080 | url: grpc://orders | No route with the plugin openid-connect",
            })
    void oneChangeMakesItUnusable(String from, String to, String sentence) {
        assertTrue(KongImported.VALID.contains(from), from);
        refused(KongImported.of(directory, KongImported.VALID.replace(from, to)), sentence);
    }

    @Test
    void filesThatAreNoneAreRefused() throws IOException {
        refused(KongImported.of(directory.resolve("missing.yaml")), "does not exist");
        refused(KongImported.of(directory), "Is it a file");
        refused(KongImported.of(directory, ""), "is empty");
        refused(KongImported.of(directory, "- a\n- b\n"), "is not a mapping");
        refused(KongImported.of(directory, KongImported.VALID + "upstreams: x\n"), "upstreams[0] is not a mapping");
        refused(KongImported.of(directory, KongImported.VALID + "---\na: b\n"), "look at line");
        Path latin = Files.write(directory.resolve("latin.yaml"), "a: é".getBytes(StandardCharsets.ISO_8859_1));
        refused(KongImported.of(latin), "not in UTF-8");
    }

    @Test
    void filesBeyondTheLimitsAreRefused() {
        refused(KongImported.of(directory, KongImported.VALID + "a: " + "[".repeat(60) + "]".repeat(60)), "levels");
        refused(
                KongImported.of(directory, KongImported.VALID + "a: &a [x]\nb: [" + "*a, ".repeat(250) + "]"),
                "aliases");
        refused(KongImported.of(directory, KongImported.VALID + "#" + "x".repeat(10_000_000)), "is larger than");
    }

    /** Each of its lists holds the one before twice, so its hash has 2^60 steps. */
    @Test
    void aKeyThatWouldNeverBeDoneIsRefused() {
        StringBuilder doubled = new StringBuilder("a0: &a0 [x]\n");
        for (int level = 1; level <= 60; level++) {
            doubled.append("a%d: &a%d [*a%d, *a%d]\n".formatted(level, level, level - 1, level - 1));
        }
        String control = KongImported.VALID + doubled;
        assertTimeoutPreemptively(
                LIMIT, () -> assertEquals(0, KongImported.of(directory, control).status()));
        for (String key : List.of("? *a60\n: x\n", "b:\n  <<: {? *a60 : x}\n")) {
            assertTimeoutPreemptively(
                    LIMIT, () -> refused(KongImported.of(directory, control + key), "a key that is a list"));
        }
    }

    /** Two of them are beyond what the parser takes by itself. */
    @Test
    void filesWithinTheLimitsAreUsed() {
        String levels = "a: " + "[".repeat(48) + "]".repeat(48) + "\n";
        String aliases = "b: &b [x]\nc: [" + "*b, ".repeat(150) + "]\n";
        String size = "d: " + "x".repeat(4_000_000) + "\n";
        for (String more : List.of(levels, aliases, size)) {
            KongImported imported = KongImported.of(directory, KongImported.VALID + more);
            assertEquals(0, imported.status(), imported.report());
        }
    }

    @Test
    void manyRoutesAndPluginsAreDoneSoon() {
        StringBuilder yaml = new StringBuilder("_format_version: \"3.0\"\nservices:\n");
        StringBuilder plugins = new StringBuilder("plugins:\n");
        for (int number = 0; number < 5_000; number++) {
            yaml.append("- {name: s%d, url: \"http://s%d\", routes: [{name: r%d, paths: [/r%d]}]}\n"
                    .formatted(number, number, number, number));
            plugins.append("- {name: openid-connect, route: r%d, config: {issuer: \"https://x\", client_id: [c]}}\n"
                    .formatted(number));
        }
        assertTimeoutPreemptively(
                LIMIT,
                () -> assertEquals(
                        5_000,
                        KongImported.of(directory, yaml.toString() + plugins)
                                .routes()
                                .size()));
    }

    @Test
    void whatCannotBeWrittenIsNoSuccess() throws IOException {
        Path file = Files.writeString(directory.resolve("kong.yaml"), KongImported.VALID);
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        assertEquals(2, KongImport.run(file.toString(), printing(new FullDisk()), printing(report)));
        String told = report.toString(StandardCharsets.UTF_8);
        assertTrue(told.contains("could not be written"), told);
        PrintStream properties = printing(new ByteArrayOutputStream());
        assertEquals(2, KongImport.run(file.toString(), properties, printing(new FullDisk())));
        assertEquals(0, KongImport.run(file.toString(), properties, printing(report)));
    }

    private static PrintStream printing(OutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    @Test
    void keysThatAreNoneAreRefused() {
        refused(KongImported.of(directory, KongImported.VALID + "? &a [*a]\n: x\n"), "a key that is a list");
        refused(KongImported.of(directory, KongImported.VALID + "? {a: b}\n: x\n"), "a key that is a list");
        refused(KongImported.of(directory, KongImported.VALID + "a: [b, {c: {[d]: e}}]\n"), "a key that is a list");
        refused(KongImported.of(directory, KongImported.VALID + "a:\n  <<: x\n"), "look at line");
    }

    @Test
    void aListWithinItselfEndsTheImportWithASentence() {
        String yaml = KongImported.VALID.replace("[gateway]", "&a [*a]");
        refused(KongImported.of(directory, yaml), "client_id is not a list");
    }

    private static void refused(KongImported imported, String sentence) {
        assertEquals(2, imported.status(), imported.report());
        assertEquals("", imported.text());
        assertTrue(imported.report().contains(sentence), imported.report());
        assertFalse(imported.report().contains("s3cr3t"), imported.report());
        assertFalse(imported.report().contains("Exception"), imported.report());
    }
}
