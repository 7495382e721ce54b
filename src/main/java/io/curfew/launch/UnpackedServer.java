package io.curfew.launch;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The server as a process: unpacked, started, ended, removed. Starting and closing exclude each other. */
final class UnpackedServer implements AutoCloseable {
    private static final String SERVER = "curfew";
    /** The application in the server reads it, and is not ready any more when there is a file at the path that it holds. */
    private static final String LEAVING_FILE = "LAUNCHER_LEAVING_FILE";

    private static final long STOP_LIMIT_SECONDS = 60;

    private final Map<String, String> environment;
    private final Duration drain;
    private @Nullable UnpackDirectory directory;
    private @Nullable Process process;
    private boolean closed;

    /**
     * @param drain how long the server says that it is leaving before it is ended
     */
    UnpackedServer(Map<String, String> environment, Duration drain) {
        this.environment = environment;
        this.drain = drain;
    }

    synchronized void start() throws IOException {
        if (closed) {
            return;
        }
        UnpackDirectory fresh = UnpackDirectory.fresh(environment);
        directory = fresh;
        PackagedServer.ofRunningJar().unpack(fresh.path());
        TelemetryFeature.leaveOutUnlessWanted(fresh.path(), environment);
        ProcessBuilder command = new ProcessBuilder(List.of(serverScript(fresh.path()), "run", SERVER)).inheritIO();
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.environment().put(LEAVING_FILE, leavingFile(fresh).toString());
        command.environment().merge("JVM_ARGS", watchThisProcess(), (given, ours) -> given + " " + ours);
        provideKeyStorePassword(command.environment());
        process = command.start();
    }

    /** Waits for the end of the server. Returns its exit status. */
    int awaitEnd() throws InterruptedException {
        return requireNonNull(started(), "The server was not started.").waitFor();
    }

    private synchronized @Nullable Process started() {
        return process;
    }

    /** Lets the server say that it is leaving, ends it and removes what was unpacked. */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            if (process != null && directory != null) {
                drain(process, directory);
                end(process);
            }
            if (directory != null) {
                directory.delete();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.err.println("What was unpacked could not be removed: " + e);
        }
    }

    /** A server that ends before, as by the Ctrl-C that reaches both processes, is not waited for. */
    private void drain(Process process, UnpackDirectory directory) throws InterruptedException {
        if (drain.isZero()) {
            return;
        }
        try {
            Files.createFile(leavingFile(directory));
            process.waitFor(drain.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            System.err.println("The server cannot be told that it is leaving, and is ended at once: " + e);
        }
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** The application in the server reads it, and ends the server when this process is gone. */
    private static String watchThisProcess() {
        return "-Dio.curfew.launcher=" + ProcessHandle.current().pid();
    }

    private static Path leavingFile(UnpackDirectory directory) {
        return directory.path().resolve("leaving");
    }

    private static String serverScript(Path home) {
        String script = System.getProperty("os.name").startsWith("Windows") ? "server.bat" : "server";
        return home.resolve("wlp/bin").resolve(script).toString();
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
}
