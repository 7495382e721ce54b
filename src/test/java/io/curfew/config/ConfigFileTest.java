package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    private final Path folder;

    ConfigFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private ConfigFile read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private ConfigFile read(byte[] bytes) throws IOException {
        return ConfigFile.at(Optional.of(
                Files.write(folder.resolve("curfew.properties"), bytes).toString()));
    }

    /** The faults of a file, where the folder is written {@code ~}. */
    private List<String> faults(ConfigFile file) {
        return file.faults().stream()
                .map(fault -> fault.key() + ": " + fault.sentence().replace(folder.toString(), "~"))
                .toList();
    }

    @Test
    void readsPropertiesInUtf8() throws IOException {
        ConfigFile file = read("\uFEFF# a comment\ncurfew.client_id = gätway\ncurfew.issuer=https://id\n");
        assertEquals(List.of(), file.faults());
        assertEquals(Map.of("curfew.client_id", "gätway", "curfew.issuer", "https://id"), file.values());
        assertFalse(file.toString().contains("gätway"));
    }

    @Test
    void isASourceBetweenTheEnvironmentAndTheApplication() throws IOException {
        ConfigSource source = new ConfigSourceFile(read("curfew.issuer=https://id\nother.key=x\n"));
        assertEquals(200, source.getOrdinal());
        assertEquals(Set.of("curfew.issuer"), source.getPropertyNames());
        assertEquals("https://id", source.getValue("curfew.issuer"));
        assertEquals(null, source.getValue("other.key"));
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertTrue(ServiceLoader.load(ConfigSource.class).stream()
                .anyMatch(provider -> provider.type().equals(ConfigSourceFile.class)));
    }

    @Test
    void foreignAndRepeatedKeysAreFaults() throws IOException {
        assertEquals(
                List.of(
                        "mp.config.profile: Does not start with curfew., as every key in the file"
                                + " '~/curfew.properties' must.",
                        "curfew.issuer: Is in the file '~/curfew.properties' more than once."),
                faults(read("curfew.issuer=a\nmp.config.profile=x\ncurfew.issuer=a\n")));
    }

    @Test
    void aFileThatCannotBeReadIsAFault() throws IOException {
        assertEquals(
                List.of("CURFEW_CONFIG: The file '~/none' does not exist. Create it, or unset CURFEW_CONFIG."),
                faults(ConfigFile.at(Optional.of(folder.resolve("none").toString()))));
        assertEquals(
                List.of("CURFEW_CONFIG: The file '~' cannot be read. Is it a file?"),
                faults(ConfigFile.at(Optional.of(folder.toString()))));
        assertEquals(
                List.of("CURFEW_CONFIG: The file 'a?b' cannot be read: that is not a path."),
                faults(ConfigFile.at(Optional.of("a\0b"))));
    }

    @Test
    void aFileThatCannotBeUnderstoodIsAFault() throws IOException {
        assertEquals(
                List.of("CURFEW_CONFIG: The file '~/curfew.properties' is not in UTF-8."),
                faults(read("curfew.client_id=gätway".getBytes(StandardCharsets.ISO_8859_1))));
        assertEquals(
                List.of(
                        "CURFEW_CONFIG: The file '~/curfew.properties' holds a \\u that is not followed by four hex digits."),
                faults(read("curfew.client_id=C:\\users")));
    }

    @Test
    void theSystemPropertyNamesTheFileBeforeTheEnvironmentDoes() {
        assertEquals(Optional.of("p"), ConfigFile.location(name -> "p", name -> "e"));
        assertEquals(Optional.of("e"), ConfigFile.location(name -> " ", name -> "e"));
        assertEquals(Optional.empty(), ConfigFile.location(name -> null, name -> ""));
        assertEquals(Map.of(), ConfigFile.at(Optional.empty()).values());
    }
}
