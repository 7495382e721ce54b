package io.curfew.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * An Open Liberty with one application of somebody else, as a process of its own. It runs the server that the build has unpacked, from
 * a directory of its own.
 */
public final class LibertyServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final String NAME = "application";

    private final ServerProcess process;
    private final String url;

    private LibertyServer(ServerProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts it on a free port and returns when the application answers.
     *
     * @param application gets the root of the server
     * @param ready a path of the application that answers 200 to anybody
     */
    public static LibertyServer start(WebArchive application, String ready, String... features) {
        Path users = BuildDirectory.fresh("liberty-user");
        int port = FreePort.any();
        try {
            Path server = Files.createDirectories(users.resolve("servers").resolve(NAME));
            Files.writeString(server.resolve("server.xml"), configuration(port, List.of(features)));
            Files.writeString(server.resolve("server.env"), "keystore_password=" + UUID.randomUUID() + "\n");
            Path apps = Files.createDirectories(server.resolve("apps"));
            application
                    .as(ZipExporter.class)
                    .exportTo(apps.resolve("application.war").toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException("No server in " + users, failure);
        }
        ServerProcess process = ServerProcess.start(
                "Open Liberty", command(users), BuildDirectory.log(users), () -> BuildDirectory.delete(users));
        String url = "http://127.0.0.1:" + port;
        process.awaitReady(URI.create(url + ready), START_LIMIT);
        return new LibertyServer(process, url);
    }

    private static String configuration(int port, List<String> features) {
        return """
                <server>
                  <featureManager>%s</featureManager>
                  <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1" />
                  <webApplication location="application.war" contextRoot="/" />
                  <mpMetrics authentication="false" />
                </server>
                """.formatted(
                features.stream().collect(Collectors.joining("</feature><feature>", "<feature>", "</feature>")), port);
    }

    private static ProcessBuilder command(Path users) {
        Path home = BuildDirectory.path().resolve("liberty").resolve("wlp");
        if (!Files.exists(home)) {
            throw new IllegalStateException("There is no " + home + "; the build makes it: mvn package");
        }
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("bin").resolve("server").toString(), "run", NAME)
                .directory(users.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("WLP_") || name.startsWith("JAVA_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("WLP_USER_DIR", users.toString());
        // it lives for minutes: the time to compile well is not earned back
        builder.environment().put("JVM_ARGS", "-XX:TieredStopAtLevel=1 -Xmx256m");
        return builder;
    }

    /** The base URL, without a slash at its end. */
    public String url() {
        return url;
    }

    /** What it has printed so far. */
    public String logText() {
        return process.logText();
    }

    @Override
    public void close() {
        process.stop();
    }
}
