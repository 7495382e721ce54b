package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.BuildDirectory;
import io.curfew.ground.FreePort;
import io.curfew.ground.Guide;
import io.curfew.ground.HtmlForm;
import io.curfew.ground.KeycloakServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The quickstart, step by step as it is written, on an Open Liberty that knows nothing of Curfew and with a real Keycloak. */
@ExtendWith(SharedServers.class)
class QuickstartIT {
    private final KeycloakServer keycloak;
    private final GreetingUpstream application = GreetingUpstream.start();
    private final Path directory = BuildDirectory.fresh("quickstart");
    private final String gateway = "http://localhost:" + FreePort.any();
    private final String realm = "quickstart-" + UUID.randomUUID();
    private final BrowserSession browser = new BrowserSession();

    QuickstartIT(KeycloakServer keycloak) {
        this.keycloak = keycloak;
    }

    /** A test that failed half way has left the server running. */
    @AfterEach
    void leaveNothing() throws IOException {
        application.close();
        Path pid = directory.resolve("wlp/usr/servers/.pid/gateway.pid");
        if (Files.exists(pid)) {
            Optional<ProcessHandle> server =
                    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
            server.ifPresent(ProcessHandle::destroyForcibly);
        }
        BuildDirectory.delete(directory);
    }

    @Test
    void everyStepWorksAsItIsWritten() throws Exception {
        Guide guide = guide();
        guide.carryOut("1. The client at the provider", keycloak.adminPassword() + "\n");
        guide.carryOut("2. The server", "");
        guide.carryOut("3. The configuration", "");
        guide.carryOut("4. Start and look", "");

        signIn();
        Answer asked = browser.get(gateway + "/oidc/logout");
        HtmlForm button = HtmlForm.in(asked, "/oidc/logout");
        Answer out = browser.post(button.action().toString(), button.fields());
        assertTrue(out.uri().toString().startsWith(gateway + "/oidc/logged-out"), out::toString);
        assertEquals(401, browser.fetch(gateway + "/orders/").status());

        signIn();
        browser.post(gateway + "/orders/logout", Map.of());
        assertEquals(401, browser.fetch(gateway + "/orders/").status());

        signIn();
        guide.carryOut("5. In, out, and out from elsewhere", "");
        assertEquals(401, browser.fetch(gateway + "/orders/").status());

        guide.carryOut("6. Stop", "");
        assertEquals(Set.of(), guide.left());
    }

    private void signIn() {
        Answer page = browser.login(gateway + "/orders/", "alice", "wonderland");
        assertEquals(200, page.status(), page::toString);
        assertEquals("GET / reached the upstream", page.body());
        assertEquals(200, browser.fetch(gateway + "/orders/").status());
    }

    /** What the reader has before the first step, and where it is here. */
    private Guide guide() throws IOException {
        Path wlp = Files.createDirectories(directory.resolve("wlp"));
        Files.createSymbolicLink(
                wlp.resolve("bin"),
                BuildDirectory.path().resolve("liberty").resolve("wlp").resolve("bin"));
        Files.createSymbolicLink(directory.resolve("target"), BuildDirectory.path());
        Files.createSymbolicLink(directory.resolve("docs"), Path.of("docs").toAbsolutePath());
        Map<String, String> instead = new LinkedHashMap<>();
        instead.put("http://localhost:9080", gateway);
        instead.put("httpPort=\"9080\"", "httpPort=\"" + gateway.substring(gateway.lastIndexOf(':') + 1) + "\"");
        instead.put("httpsPort=\"9443\"", "httpsPort=\"" + FreePort.any() + "\"");
        instead.put("http://localhost:8080", keycloak.url().toString());
        instead.put("http://localhost:8000", application.url());
        instead.put("/realms/work", "/realms/" + realm);
        instead.put("-r work", "-r " + realm);
        instead.put("realm=work", "realm=" + realm);
        Map<String, String> environment = Map.of(
                "PATH", keycloak.commands() + ":" + System.getenv("PATH"),
                "KC_OPTS", "-Duser.home=" + directory,
                "WLP_USER_DIR", wlp.resolve("usr").toString());
        return Guide.read(Path.of("docs", "quickstart.md"), directory, environment, instead);
    }
}
