package io.curfew.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts the server that the jar carries, in a directory of its own that is gone when the server has ended.
 *
 * <p>{@code UNPACK_DIRECTORY} names the parent directory to unpack into (default: the system's temporary directory). The exit status
 * is the server's.
 */
public final class Launcher {
    private static final String SERVER = "curfew";
    private static final long STOP_LIMIT_SECONDS = 60;

    private Launcher() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(run(System.getenv()));
    }

    private static int run(Map<String, String> environment) throws IOException, InterruptedException {
        Path home = unpackDirectory(environment);
        PackagedServer server = PackagedServer.ofRunningJar();
        server.unpack(home);
        ProcessBuilder command = new ProcessBuilder(List.of(serverScript(home), "run", SERVER)).inheritIO();
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        provideKeyStorePassword(command.environment());
        Process process = command.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, home), "curfew-stop"));
        return process.waitFor();
    }

    private static String serverScript(Path home) {
        String script = System.getProperty("os.name").startsWith("Windows") ? "server.bat" : "server";
        return home.resolve("wlp/bin").resolve(script).toString();
    }

    private static Path unpackDirectory(Map<String, String> environment) throws IOException {
        String parent = environment.get("UNPACK_DIRECTORY");
        if (parent == null || parent.isEmpty()) {
            return Files.createTempDirectory("curfew-");
        }
        return Files.createTempDirectory(Files.createDirectories(Path.of(parent)), "curfew-");
    }

    /** The server seals its own keys with this password; a constant one in the jar would be known to everybody. */
    private static void provideKeyStorePassword(Map<String, String> environment) {
        if (environment.containsKey("keystore_password")) {
            return;
        }
        byte[] bits = new byte[24];
        new SecureRandom().nextBytes(bits);
        environment.put("keystore_password", HexFormat.of().formatHex(bits));
        System.out.println(
                "keystore_password is not set: one was generated for this start, so the self-signed certificate"
                        + " of the https port is a new one after every start.");
    }

    private static void stop(Process process, Path home) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            PackagedServer.delete(home);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.err.println("The directory " + home + " could not be removed: " + e.getMessage());
        }
    }
}
