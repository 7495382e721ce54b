package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.BuildDirectory;
import io.curfew.ground.Cookie;
import io.curfew.it.probe.ProbeListener;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The WAR as it is shipped, one application among others in a server, under a context root of its own. Every test deploys it again
 * into the same server.
 */
@ExtendWith(ServerGround.class)
@ArquillianTest
class DeployedGatewayIT {
    private static final String GATEWAY = "gateway";
    private static final String PROBE = "probe";

    @ArquillianResource
    private Deployer deployer;

    private final BrowserSession browser = new BrowserSession();
    private final GatewayWalk walk = new GatewayWalk(ServerGround.url() + "/curfew", ServerGround.provider(), browser);

    @Deployment(name = GATEWAY, managed = false, testable = false)
    static WebArchive gateway() {
        return ShrinkWrap.createFromZipFile(
                WebArchive.class, BuildDirectory.path().resolve("curfew.war").toFile());
    }

    @Deployment(name = PROBE, managed = false, testable = false)
    static WebArchive probe() {
        return ShrinkWrap.create(WebArchive.class, "probe.war").addPackage(ProbeListener.class.getPackage());
    }

    @BeforeEach
    @SuppressWarnings("NullAway") // Arquillian has set the deployer by now
    void deploy() {
        deployer.deploy(GATEWAY);
        deployer.deploy(PROBE);
    }

    @AfterEach
    void undeploy() {
        deployer.undeploy(PROBE);
        deployer.undeploy(GATEWAY);
    }

    @Test
    void aUserGoesInAndOutByEachDoor() {
        walk.goAllTheWay(new BrowserSession());
    }

    /** A cookie with the context root as its path would not be {@code __Host-}; a container session would be a second login. */
    @Test
    void cookiesAreOursAloneAndForTheWholeHost() {
        walk.signIn();
        Cookie session = browser.cookies().find("curfew");
        assertNotNull(session, () -> browser.cookies().all().toString());
        for (Cookie cookie : browser.cookies().all()) {
            assertEquals("/", cookie.path(), cookie::name);
            assertTrue(cookie.name().startsWith("curfew"), cookie::name);
            assertTrue(cookie.httpOnly(), cookie::name);
        }
    }

    @Test
    void ownPagesAreBelowTheContextRoot() {
        Answer page = browser.get(walk.publicUrl() + "/oidc/logout");
        assertEquals(200, page.status(), page::toString);
        assertTrue(
                page.body().contains("action=\"/curfew/oidc/logout\"")
                        || page.body().contains("action=\"" + walk.publicUrl() + "/oidc/logout\""),
                page::toString);
        assertEquals(404, browser.get(walk.publicUrl() + "/oidc/nothing").status());
        assertEquals(404, browser.get(walk.publicUrl() + "/elsewhere").status());
    }

    @Test
    void theGatesRegistrationGoesWithTheApplication() {
        assertTrue(registrations().contains("/curfew]"), this::registrations);
        deployer.undeploy(GATEWAY);
        try {
            assertFalse(registrations().contains("/curfew]"), this::registrations);
            assertTrue(registrations().contains("/probe]"), "control: the probe is still there");
        } finally {
            deployer.deploy(GATEWAY);
        }
    }

    /** The container puts its own challenge and page over a module's 401: that is why a filter writes the gate's answers. */
    @Test
    void aModulesOwn401IsNotWhatTheClientGets() {
        assertEquals("called", browser.get(ServerGround.url() + "/probe/").header("X-Module"));
        Answer refused = browser.get(ServerGround.url() + "/probe/?refuse");
        assertEquals(401, refused.status());
        assertNotEquals("Probe realm=\"module\"", refused.header("WWW-Authenticate"), refused.headers()::toString);

        Answer ours = browser.fetch(walk.publicUrl() + "/orders/");
        assertEquals(401, ours.status());
        assertTrue(ours.header("WWW-Authenticate").startsWith("OpenIDConnect "), ours.headers()::toString);
    }

    private String registrations() {
        return browser.get(ServerGround.url() + "/probe/").body();
    }
}
