package io.curfew.demo;

import io.curfew.ground.LibertyServer;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * An application on an Open Liberty of its own that knows its users by MicroProfile JWT. All it knows of the gateway stands in
 * its {@code microprofile-config.properties}.
 */
public final class DocumentsApplication implements AutoCloseable {
    /** The route's path at the gateway. */
    public static final String PATH = "/documents";

    /** Only who is in it may read. */
    public static final String GROUP = DocumentsResource.GROUP;

    private final LibertyServer server;

    private DocumentsApplication(LibertyServer server) {
        this.server = server;
    }

    /**
     * Starts it on a free port.
     *
     * @param gateway the URL of the gateway
     * @param audience whom its assertions are for
     */
    public static DocumentsApplication start(String gateway, String audience) {
        String configuration = """
                mp.jwt.verify.publickey.location=%1$s/oidc/jwks
                mp.jwt.verify.issuer=%1$s
                mp.jwt.verify.audiences=%2$s
                mp.jwt.verify.publickey.algorithm=ES256
                """.formatted(gateway, audience);
        WebArchive archive = ShrinkWrap.create(WebArchive.class, "documents.war")
                .addClasses(DocumentsWeb.class, DocumentsResource.class, Html.class)
                .addAsResource(new StringAsset(configuration), "META-INF/microprofile-config.properties")
                .addAsWebInfResource(new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml");
        return new DocumentsApplication(
                LibertyServer.start(archive, "/ready", "mpJwt-2.1", "restfulWS-4.0", "jsonb-3.0", "mpConfig-3.1"));
    }

    /** Where the gateway reaches it, and in the tests its attackers too. */
    public String url() {
        return server.url();
    }

    /** What its server has printed so far. */
    public String logText() {
        return server.logText();
    }

    @Override
    public void close() {
        server.close();
    }
}
