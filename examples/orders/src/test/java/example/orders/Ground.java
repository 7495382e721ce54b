package example.orders;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the gateway stands between: a provider and an application, and the configuration that tells it so. Before Arquillian's own extension. */
final class Ground implements BeforeAllCallback, AfterAllCallback {
    static final FakeProvider PROVIDER = FakeProvider.start();
    static final Application APPLICATION = Application.start();
    private static final int PORT = freePort();

    /** Where browsers reach the gateway. Arquillian deploys an archive under its name. */
    static String url() {
        return "http://localhost:" + PORT + "/curfew";
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Properties variables = new Properties();
        try (InputStream routes = Ground.class.getResourceAsStream("/orders.properties")) {
            variables.load(routes);
        }
        variables.setProperty("HTTP_PORT", Integer.toString(PORT));
        variables.setProperty("curfew.public_url", url());
        variables.setProperty("curfew.issuer", PROVIDER.issuer());
        variables.setProperty("curfew.route.orders.upstream", APPLICATION.url());
        Path overrides = Files.createDirectories(
                Path.of(System.getProperty("server.directory"), "configDropins", "overrides"));
        Files.writeString(
                overrides.resolve("ground.xml"),
                variables.stringPropertyNames().stream()
                        .map(name -> "<variable name=\"" + name + "\" value=\"" + variables.getProperty(name) + "\"/>\n")
                        .collect(Collectors.joining("", "<server>\n", "</server>\n")));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        PROVIDER.close();
        APPLICATION.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
