package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.GatewayConfig;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import io.curfew.launch.kong.KongImport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret reaches the provider letter by letter: through the import, the file, and the server's own MicroProfile Config. */
class KongSecretsIT {
    private static final String SECRET = "pa$$word$ \\$a \\\\$b ${public_url} \\${x} $${y} $$$z {}=:#!'\\n $";

    private final Path directory;

    KongSecretsIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aSecretOfDollarsAndBackslashesIsProvedAtTheProvider() throws IOException {
        TestProvider provider = TestProvider.start();
        provider.signIns().client(Scene.CLIENT, SECRET);
        RecordingUpstream upstream = new RecordingUpstream(Wire::readAndAnswer);
        try (Scene scene = Scene.start(provider, upstream, config -> imported(config, provider, upstream))) {
            assertFalse(Scene.sessionCookie(scene.signIn("alice", "sid-1")).isEmpty());
            assertTrue(provider.requests(TestProvider.TOKEN) > 0);
        }
    }

    /** Nothing but what the import made of a file for this node. */
    private GatewayConfig imported(GatewayConfig config, TestProvider provider, RecordingUpstream upstream) {
        String yaml = """
                _format_version: "3.0"
                services:
                - name: orders
                  url: %s
                  routes:
                  - name: orders
                    paths: [/orders]
                    plugins:
                    - name: openid-connect
                      config:
                        issuer: %s
                        client_id: [%s]
                        client_secret: ['%s']
                        session_secret: 'a secret of $$ \\$ ${} that is long enough'
                        session_cookie_name: %s
                        redirect_uri: ["%s/callback"]
                """.formatted(
                        upstream.uri(),
                        provider.issuer(),
                        Scene.CLIENT,
                        SECRET.replace("'", "''"),
                        Scene.SESSION_COOKIE,
                        config.publicUrl());
        return new GatewayConfig(config.httpPort(), config.httpsPort(), properties(yaml), Map.of());
    }

    private Map<String, String> properties(String yaml) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Properties properties = new Properties();
        try {
            Path file = Files.writeString(directory.resolve("kong.yaml"), yaml);
            int status = KongImport.run(
                    file.toString(),
                    new PrintStream(written, true, StandardCharsets.UTF_8),
                    new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
            assertEquals(0, status);
            properties.load(new StringReader(written.toString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }
}
