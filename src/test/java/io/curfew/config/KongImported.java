package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.curfew.launch.kong.KongImport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the import made of a file.
 *
 * @param text the properties as they were printed
 */
record KongImported(int status, String text, String report) {
    /** A file that can be carried over; a test changes what it is about. */
    static final String VALID = """
            _format_version: "3.0"
            services:
            - name: orders
              url: http://orders.internal:8080
              routes:
              - name: orders
                paths: [/orders]
                plugins:
                - name: openid-connect
                  config:
                    issuer: https://id.example.com/realms/work
                    client_id: [gateway]
                    client_secret: [s3cr3t-of-client]
                    redirect_uri: [https://apps.example.com/callback]
            """;

    static KongImported of(Path file) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        int status = KongImport.run(
                file.toString(),
                new PrintStream(text, true, StandardCharsets.UTF_8),
                new PrintStream(report, true, StandardCharsets.UTF_8));
        return new KongImported(status, text.toString(StandardCharsets.UTF_8), report.toString(StandardCharsets.UTF_8));
    }

    static KongImported of(Path directory, String yaml) {
        try {
            return of(Files.writeString(directory.resolve("kong.yaml"), yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The valid file with more in the configuration of its plugin, a line each. */
    static KongImported withConfig(Path directory, String... lines) {
        StringBuilder yaml = new StringBuilder(VALID);
        for (String line : lines) {
            yaml.append(" ".repeat(8)).append(line).append('\n');
        }
        return of(directory, yaml.toString());
    }

    /** The names of the routes that are in use. */
    Set<String> routes() {
        return named("curfew.route.");
    }

    /** The names of the routes that are comments. */
    Set<String> comments() {
        return named("#curfew.route.");
    }

    private Set<String> named(String prefix) {
        assertEquals(0, status, report);
        return text.lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).replaceFirst("[.].*", ""))
                .collect(Collectors.toSet());
    }

    boolean reports(String line) {
        return report.lines().anyMatch(line::equals);
    }

    Map<String, String> values() {
        assertEquals(0, status, report);
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    /** As the gateway understands it; faults fail. */
    Settings settings() {
        return ConfigReader.read(RawValues.of(values()), "");
    }
}
