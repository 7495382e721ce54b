package io.curfew.assertion;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * {@code /oidc/jwks}: the public keys by which an upstream knows the gateway's assertions (RFC 7517). Anybody may read them.
 */
@Path("/jwks")
public final class JwksResource {
    /** Five minutes: a new secret is to be known everywhere soon, and no upstream asks for each request. */
    private static final String CACHE_CONTROL = "public, max-age=300";

    private final String keySet;

    public JwksResource(AssertionKeys keys) {
        this.keySet = keys.keySet();
    }

    @GET
    public Response keys() {
        return Response.ok(keySet, "application/jwk-set+json")
                .header(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
