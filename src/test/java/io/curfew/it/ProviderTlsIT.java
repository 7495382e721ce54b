package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.SelfSigned;
import io.curfew.ground.TestProvider;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A provider by https, whose certificate no public authority has signed. */
class ProviderTlsIT {
    @Test
    void aCertificateThatIsNotTrustedIsRefusedUnlessItIsNotVerified() throws Exception {
        SelfSigned certificate = SelfSigned.make();
        try (Scene scene = start(certificate, config -> config.withRoute("strict", "/strict", "http://127.0.0.1:1")
                .with("curfew.ssl_verify", "false")
                .with("curfew.route.strict.client_id", "strict")
                .with("curfew.route.strict.ssl_verify", "true"))) {
            String cookie = signIn(scene, certificate);

            Answer refused = new BrowserSession().get(scene.url("/strict/"));
            assertEquals(503, refused.status(), refused::toString);
            assertTrue(refused.body().contains("The sign-in service does not answer"), refused::toString);
            assertTrue(scene.node().logText().contains("No login can start. route=strict"), "no log line");
            assertTrue(scene.node().logText().contains("SSLHandshakeException"), "the log line does not say why");
            String forStrict =
                    scene.logoutToken("alice", "sid-1").claim("aud", "strict").build();
            assertEquals(503, scene.post(forStrict).statusCode());
            assertEquals(200, scene.status(cookie));

            assertEquals(
                    200, scene.post(scene.logoutToken("alice", "sid-1").build()).statusCode());
            assertEquals(401, scene.status(cookie));
        }
    }

    @Test
    void aTrustStoreOfTheJvmIsTrusted() throws Exception {
        SelfSigned certificate = SelfSigned.make();
        String trust = "-Djavax.net.ssl.trustStore=" + certificate.trustStore() + " -Djavax.net.ssl.trustStorePassword="
                + SelfSigned.PASSWORD;
        try (Scene scene = start(certificate, config -> config.withEnvironment("JVM_ARGS", trust))) {
            String cookie = signIn(scene, certificate);
            assertEquals(
                    200, scene.post(scene.logoutToken("alice", "sid-1").build()).statusCode());
            assertEquals(401, scene.status(cookie));
        }
    }

    private static String signIn(Scene scene, SelfSigned certificate) throws Exception {
        BrowserSession browser = new BrowserSession(certificate.context());
        Answer answer = browser.get(scene.url("/orders/"));
        assertEquals(200, answer.status(), answer::toString);
        return Scene.sessionCookie(browser);
    }

    private static Scene start(SelfSigned certificate, UnaryOperator<GatewayConfig> more) throws Exception {
        return Scene.start(TestProvider.start(certificate.context()), new RecordingUpstream(Wire::readAndAnswer), more);
    }
}
