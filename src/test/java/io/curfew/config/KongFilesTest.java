package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that cannot be used is refused with a sentence and the status 2, and nothing of it is repeated. */
class KongFilesTest {
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

    @Test
    void keysThatAreNoneAreRefused() {
        refused(KongImported.of(directory, KongImported.VALID + "? &a [*a]\n: x\n"), "levels");
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
