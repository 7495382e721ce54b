package io.curfew.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One gateway as users run it, {@code java -jar curfew.jar}, as a process of its own. */
public final class GatewayNode implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(8);

    /** For every node, before its own; the integration tests set it, the benchmarks do not. */
    private static final String JVM_ARGS = System.getProperty("curfew.node.jvm.args", "");

    private final GatewayConfig config;
    private final Path directory;
    private final ServerProcess process;
    private volatile boolean paused;

    private GatewayNode(GatewayConfig config, Path directory, ServerProcess process) {
        this.config = config;
        this.directory = directory;
        this.process = process;
    }

    /** Starts a node and returns when it is ready; if it does not get there, throws with the end of its log. */
    public static GatewayNode start(GatewayConfig config) {
        GatewayNode node = launch(config);
        node.awaitReady();
        return node;
    }

    /**
     * Starts a node and does not wait, for tests of what happens until it is ready, or if it never is. It runs on this JVM's
     * Java, or on the one that {@code JAVA_HOME} names in the config's environment.
     */
    public static GatewayNode launch(GatewayConfig config) {
        Path jar = jar();
        Path directory = BuildDirectory.fresh("gateway-node");
        Path properties = directory.resolve("curfew.properties");
        config.write(properties);
        String java = config.environment().getOrDefault("JAVA_HOME", System.getProperty("java.home"));
        ProcessBuilder builder = new ProcessBuilder(Path.of(java, "bin", "java").toString(), "-jar", jar.toString())
                .directory(directory.toFile());
        builder.environment().keySet().removeIf(GatewayNode::isOurs);
        builder.environment().put("JAVA_HOME", java);
        builder.environment().put("HTTP_HOST", "127.0.0.1");
        builder.environment().put("HTTP_PORT", Integer.toString(config.httpPort()));
        builder.environment().put("HTTPS_PORT", Integer.toString(config.httpsPort()));
        builder.environment().put("CURFEW_CONFIG", properties.toString());
        builder.environment().put("UNPACK_DIRECTORY", directory.toString());
        // nobody waits for a node to say goodbye, unless a test does
        builder.environment().put("DRAIN_SECONDS", "0");
        builder.environment().putAll(config.environment());
        builder.environment().merge("JVM_ARGS", JVM_ARGS, (given, ours) -> ours + " " + given);
        Path log = BuildDirectory.log(directory);
        return new GatewayNode(
                config,
                directory,
                ServerProcess.start("The gateway node", builder, log, () -> BuildDirectory.delete(directory)));
    }

    private static boolean isOurs(String variable) {
        return variable.startsWith("CURFEW_")
                || variable.startsWith("WLP_")
                || variable.equals("JVM_ARGS")
                || variable.startsWith("JAVA_");
    }

    private static Path jar() {
        Path jar = BuildDirectory.path().resolve("curfew.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("There is no " + jar + "; the build makes it: mvn package");
        }
        return jar;
    }

    public GatewayConfig config() {
        return config;
    }

    /** The URL of a path of the gateway, as browsers reach it. */
    public String url(String path) {
        return config.publicUrl() + path;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the process has ended by itself; false if it has not within the limit. */
    public boolean awaitEnd(Duration limit) {
        return Waiting.until(() -> !process.isAlive(), limit);
    }

    /** The exit status of the process, which must have ended. */
    public int exitStatus() {
        return process.exitStatus();
    }

    /** What it has printed, below the build directory. */
    public Path log() {
        return process.log();
    }

    /** Everything it has printed so far. */
    public String logText() {
        return process.logText();
    }

    /** Everything that the node has written into its logs, its console and its files about failures. */
    public String everythingWritten() throws IOException {
        StringBuilder written = new StringBuilder(logText());
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/logs/"))
                    .toList()) {
                written.append(file)
                        .append('\n')
                        .append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .append('\n');
            }
        }
        return written.toString();
    }

    /** The process that was started; the server is a child of it. */
    public ProcessHandle launcher() {
        return ProcessHandle.of(process.pid()).orElseThrow();
    }

    /** Waits until the node is ready; if it does not get there, throws with the end of its log. */
    public void awaitReady() {
        process.awaitReady(URI.create("http://127.0.0.1:" + config.httpPort() + "/health/ready"), START_LIMIT);
    }

    /** Stops the server (SIGSTOP) where it is: it accepts connections, and never answers until {@link #resume}. */
    public void pause() {
        signal("STOP");
        paused = true;
    }

    /** Lets a paused server go on (SIGCONT). */
    public void resume() {
        signal("CONT");
        paused = false;
    }

    private void signal(String name) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        launcher().descendants().map(process -> Long.toString(process.pid())).forEach(command::add);
        try {
            int status = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (status != 0) {
                throw new IllegalStateException(command + " ended with " + status);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not send SIG" + name + " to the server", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Ends the node at once, as a crash would, and waits until nothing accepts connections for it: its threads end after the first. */
    public void kill() {
        process.kill();
        Waiting.until(() -> !accepts(config.httpPort()), Duration.ofSeconds(10));
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks the node to end and waits, even if it is paused; throws if it had to be killed. */
    @Override
    public void close() {
        if (paused && isAlive()) {
            resume();
        }
        process.stop();
    }
}
