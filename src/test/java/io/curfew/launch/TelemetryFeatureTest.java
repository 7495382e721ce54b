package io.curfew.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryFeatureTest {
    private static boolean isThereWith(Path home, Map<String, String> environment) throws IOException {
        Path file = home.resolve("wlp/usr/servers/curfew/configDropins/defaults/traces.xml");
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, "<server />");
        TelemetryFeature.leaveOutUnlessWanted(home, environment);
        return Files.exists(file);
    }

    @Test
    void theServerHasItOnlyWhereItIsSwitchedOn(@TempDir Path home) throws IOException {
        assertEquals(false, isThereWith(home, Map.of()));
        assertEquals(false, isThereWith(home, Map.of("OTEL_SDK_DISABLED", "true")));
        assertEquals(true, isThereWith(home, Map.of("OTEL_SDK_DISABLED", "false")));
        assertEquals(true, isThereWith(home, Map.of("JVM_ARGS", "-Xmx1g -Dotel.sdk.disabled=false")));
        assertEquals(
                false,
                isThereWith(home, Map.of("OTEL_SDK_DISABLED", "false", "JVM_ARGS", "-Dotel.sdk.disabled=true")),
                "a system property is nearer than a variable");
    }

    /** The file that it takes away is the one that the build puts into the jar. */
    @Test
    void theFileIsThere() {
        assertEquals(true, Files.exists(Path.of("src/main/liberty/config/configDropins/defaults/traces.xml")));
    }
}
