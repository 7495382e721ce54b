package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.curfew.ground.BuildDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The projects below {@code examples/}, built as their readers build them, by the Maven and with the repository of this build: they need
 * nothing that this build has not fetched, so nothing is fetched here.
 */
class ExamplesIT {
    private static final long LIMIT_MINUTES = 10;

    @Test
    void theTestsOfTheOrdersRoutesRun() throws IOException, InterruptedException {
        Path maven = Path.of(System.getProperty("curfew.maven.home", ""), "bin", "mvn");
        assumeTrue(Files.isExecutable(maven), "Maven says where it is when it runs this test");
        // not by Maven: the plugin for it is not among those of the build
        delete(Path.of("examples", "orders", "target"));
        Path log = BuildDirectory.log(Path.of("examples-orders"));
        Process process = new ProcessBuilder(
                        maven.toString(),
                        "-o",
                        "-B",
                        "-ntp",
                        "verify",
                        "-Dmaven.repo.local=" + System.getProperty("curfew.local.repository"),
                        "-Dcurfew.war=" + BuildDirectory.path().resolve("curfew.war"),
                        "-Dliberty.home="
                                + BuildDirectory.path().resolve("liberty").resolve("wlp"))
                .directory(Path.of("examples", "orders").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String printed = Files.readString(log);
        assertTrue(ended, printed);
        assertEquals(0, process.exitValue(), printed);
        assertTrue(printed.contains("Tests run: 4, Failures: 0, Errors: 0, Skipped: 0"), printed);
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }
}
