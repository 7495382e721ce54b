package io.curfew.it;

import io.curfew.ground.BuildDirectory;
import io.curfew.ground.FreePort;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What the server that Arquillian starts stands on: free ports, a provider, an upstream, told to it by Liberty variables. Comes
 * before Arquillian's own extension.
 */
final class ServerGround implements BeforeAllCallback, AfterAllCallback {
    private static final int HTTP_PORT = FreePort.any();
    private static final TestProvider PROVIDER = TestProvider.start();
    private static final GreetingUpstream UPSTREAM = GreetingUpstream.start();

    static String url() {
        return "http://localhost:" + HTTP_PORT;
    }

    static TestProvider provider() {
        return PROVIDER;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path server = BuildDirectory.path().resolve("liberty/wlp/usr/servers/arquillian");
        if (!Files.exists(server)) {
            throw new IllegalStateException("There is no " + server + "; the build makes it: mvn pre-integration-test");
        }
        Path overrides = Files.createDirectories(server.resolve("configDropins/overrides"));
        Files.writeString(
                overrides.resolve("ground.xml"),
                variables().entrySet().stream()
                        .map(variable -> "  <variable name=\"" + variable.getKey() + "\" value=\"" + variable.getValue()
                                + "\" />\n")
                        .collect(Collectors.joining("", "<server>\n", "</server>\n")));
    }

    private static Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        variables.put("HTTP_PORT", Integer.toString(HTTP_PORT));
        variables.put("HTTPS_PORT", Integer.toString(FreePort.any()));
        variables.put("curfew.public_url", url() + "/curfew");
        variables.put("curfew.issuer", PROVIDER.issuer());
        variables.put("curfew.client_id", "gateway");
        variables.put("curfew.client_secret", "secret");
        variables.put("curfew.route.orders.path", "/orders");
        variables.put("curfew.route.orders.upstream", UPSTREAM.url());
        variables.put("curfew.route.orders.logout_uri_suffix", "/logout");
        return variables;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        PROVIDER.close();
        UPSTREAM.close();
    }
}
