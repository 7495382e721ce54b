package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.BuildDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar curfew.jar import-kong}: the jar holds what the command needs, and starts no server for it. */
class KongImportIT {
    private static final Path EXAMPLE = Path.of("src/test/resources/io/curfew/config/kong");

    private final Path directory;

    KongImportIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void writesPropertiesAndReport() throws IOException, InterruptedException {
        assertEquals(0, run("import-kong", EXAMPLE.resolve("kong.yaml").toString()));
        assertEquals(Files.readString(EXAMPLE.resolve("kong.properties")), written("properties"));
        assertEquals(Files.readString(EXAMPLE.resolve("kong-report.txt")), written("report"));
    }

    @Test
    void refusesWhatItCannotUse() throws IOException, InterruptedException {
        assertEquals(2, run("import-kong", directory.resolve("missing.yaml").toString()));
        assertTrue(written("report").endsWith("missing.yaml: The file does not exist.\n"), written("report"));
        assertEquals("", written("properties"));
    }

    @Test
    void refusesOtherArguments() throws IOException, InterruptedException {
        for (List<String> words : List.of(List.of("import-kong"), List.of("imprt-kong", "x"), List.of("--help"))) {
            assertEquals(2, run(words.toArray(String[]::new)));
            assertTrue(written("report").startsWith("Start Curfew without arguments"), written("report"));
        }
    }

    private int run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                BuildDirectory.path().resolve("curfew.jar").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("properties").toFile())
                .redirectError(directory.resolve("report").toFile());
        // the JVM tells of it where the report goes
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(180, TimeUnit.SECONDS), "It still runs.");
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String written(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }
}
