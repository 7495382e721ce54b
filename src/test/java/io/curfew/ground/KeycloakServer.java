package io.curfew.ground;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/**
 * A real Keycloak with an empty database in memory, as a process of its own. The build has unpacked its distribution; several may
 * run at once.
 */
public final class KeycloakServer implements AutoCloseable {
    /** The administrator's name; the password is a random one. */
    public static final String ADMIN_USER = "admin";

    private static final Duration START_LIMIT = Duration.ofMinutes(4);

    private final ServerProcess process;
    private final URI url;
    private final String adminPassword;
    private final Keycloak adminClient;

    private KeycloakServer(ServerProcess process, URI url, String adminPassword) {
        this.process = process;
        this.url = url;
        this.adminPassword = adminPassword;
        this.adminClient = KeycloakBuilder.builder()
                .serverUrl(url.toString())
                .realm("master")
                .clientId("admin-cli")
                .username(ADMIN_USER)
                .password(adminPassword)
                .build();
    }

    /** Starts one on a free port and returns when it is ready. */
    public static KeycloakServer start() {
        return start(FreePort.any());
    }

    /** Starts one on this port and returns when it is ready. */
    public static KeycloakServer start(int port) {
        KeycloakHome home = KeycloakHome.prepare();
        String adminPassword = UUID.randomUUID().toString();
        URI url = URI.create("http://127.0.0.1:" + port);
        URI ready = url.resolve("/realms/master/.well-known/openid-configuration");
        ServerProcess process = home.whileAugmenting(() -> {
            ServerProcess started = ServerProcess.start(
                    "Keycloak", command(home.path(), port, adminPassword), home.log(), home::delete);
            started.awaitReady(ready, START_LIMIT);
            return started;
        });
        return new KeycloakServer(process, url, adminPassword);
    }

    private static ProcessBuilder command(Path home, int port, String adminPassword) {
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--cache=local",
                        "--db=dev-mem")
                .directory(home.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KC_") || name.startsWith("JAVA_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms256m -Xmx768m");
        // it lives for minutes: the time to compile well is not earned back
        builder.environment()
                .put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + home.resolve("data/tmp"));
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN_USER);
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword);
        return builder;
    }

    /** The base URL, {@code http://127.0.0.1:<port>}, without a slash at its end. */
    public URI url() {
        return url;
    }

    /** The issuer identifier of a realm, as it is when Keycloak is reached by {@link #url()}. */
    public String issuer(String realm) {
        return url + "/realms/" + realm;
    }

    public String adminPassword() {
        return adminPassword;
    }

    /** A client with the administrator's rights in all realms; it lives as long as the server. */
    public Keycloak adminClient() {
        return adminClient;
    }

    /** What it has printed, below the build directory. */
    public Path log() {
        return process.log();
    }

    /** Where Keycloak's own commands are, {@code kcadm.sh} among them. */
    public Path commands() {
        return KeycloakHome.distribution().resolve("bin");
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        adminClient.close();
        process.stop();
    }
}
