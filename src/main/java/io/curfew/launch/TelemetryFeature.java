package io.curfew.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The server's feature for traces. It costs memory and start-up time, so the server has it only where traces are switched on. */
final class TelemetryFeature {
    private static final String FILE = "wlp/usr/servers/curfew/configDropins/defaults/traces.xml";

    private TelemetryFeature() {}

    /** Takes the feature out of an unpacked server whose operator has not asked for it. */
    static void leaveOutUnlessWanted(Path home, Map<String, String> environment) throws IOException {
        if (!isWanted(environment)) {
            Files.deleteIfExists(home.resolve(FILE));
        }
    }

    /** In the two places that the server reads before it has an application. */
    static boolean isWanted(Map<String, String> environment) {
        String variable = environment.getOrDefault("OTEL_SDK_DISABLED", "true");
        return ServerOptions.of(environment)
                .getOrDefault("otel.sdk.disabled", variable)
                .equalsIgnoreCase("false");
    }
}
