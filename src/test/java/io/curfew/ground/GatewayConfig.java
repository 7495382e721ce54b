package io.curfew.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What a gateway node is told; every method that sets something gives a changed copy.
 *
 * @param httpPort where the node listens for http
 * @param httpsPort where the node listens for https
 * @param properties the content of the file named by {@code CURFEW_CONFIG}
 * @param environment further environment variables of the node's process
 */
public record GatewayConfig(
        int httpPort, int httpsPort, Map<String, String> properties, Map<String, String> environment) {
    public GatewayConfig {
        properties = Map.copyOf(properties);
        environment = Map.copyOf(environment);
    }

    /** A node on free ports that browsers reach as {@code http://localhost:<port>}; no route yet. */
    public static GatewayConfig onFreePorts() {
        return onPort(FreePort.any());
    }

    /** A node that browsers reach as {@code http://localhost:<port>}; no route yet. */
    public static GatewayConfig onPort(int httpPort) {
        return new GatewayConfig(httpPort, FreePort.any(), Map.of(), Map.of())
                .with("curfew.public_url", "http://localhost:" + httpPort);
    }

    /** Sets any key. */
    public GatewayConfig with(String key, String value) {
        Map<String, String> more = new TreeMap<>(properties);
        more.put(key, value);
        return new GatewayConfig(httpPort, httpsPort, more, environment);
    }

    /** Leaves a key out. */
    public GatewayConfig without(String key) {
        Map<String, String> less = new TreeMap<>(properties);
        less.remove(key);
        return new GatewayConfig(httpPort, httpsPort, less, environment);
    }

    /** Sets an environment variable of the node's process. */
    public GatewayConfig withEnvironment(String name, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(name, value);
        return new GatewayConfig(httpPort, httpsPort, properties, more);
    }

    /** Issuer, client id and secret for all routes. */
    public GatewayConfig withClient(String issuer, KeycloakClient client) {
        return with("curfew.issuer", issuer)
                .with("curfew.client_id", client.id())
                .with("curfew.client_secret", client.secret());
    }

    /** Adds a route; further parameters by {@code with("curfew.route.<name>.…", …)}. */
    public GatewayConfig withRoute(String name, String path, String upstream) {
        return with("curfew.route." + name + ".path", path).with("curfew.route." + name + ".upstream", upstream);
    }

    /** Where browsers reach it, without a slash at its end. */
    public String publicUrl() {
        return properties.getOrDefault("curfew.public_url", "http://localhost:" + httpPort);
    }

    public String callbackUrl() {
        return publicUrl() + "/oidc/callback";
    }

    public String loggedOutUrl() {
        return publicUrl() + "/oidc/logged-out";
    }

    public String backChannelLogoutUrl() {
        return publicUrl() + "/oidc/backchannel-logout";
    }

    public String frontChannelLogoutUrl() {
        return publicUrl() + "/oidc/frontchannel-logout";
    }

    void write(Path file) {
        Properties content = new Properties();
        content.putAll(properties);
        try (Writer writer = Files.newBufferedWriter(file)) {
            content.store(writer, null);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + file, failure);
        }
    }
}
