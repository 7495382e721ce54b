package io.curfew.frontchannel;

import io.curfew.audit.AuditTrail;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;

/**
 * {@code /oidc/frontchannel-logout?iss=&sid=}: what a provider's page loads into an iframe. No cookie is looked at, since browsers send
 * none into a frame of another site. The answer tells nobody whether there was a session.
 */
@Path("/frontchannel-logout")
public final class FrontChannelLogoutResource {
    private static final String DOCUMENT =
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Sign-out"
                    + "</title></head><body>The session that was named has ended here, if there was one.</body></html>\n";

    private final FrontChannelLogout logout;

    public FrontChannelLogoutResource(FrontChannelLogout logout) {
        this.logout = logout;
    }

    /** Ends the session that is named once, with its issuer named once; any other request does nothing. */
    @GET
    public Response logout(@Context UriInfo uri, @Context HttpServletRequest request) {
        String address = request.getAttribute(AuditTrail.CLIENT_ADDRESS) instanceof String known ? known : null;
        List<String> issuers = values(uri, "iss");
        FrontChannelLogout.Told told = logout.logout(issuers, values(uri, "sid"), address);
        Response.ResponseBuilder answer = told.outcome() == FrontChannelLogoutOutcome.STORE_UNAVAILABLE
                ? answer(503, issuers, "").header("Retry-After", "5")
                : answer(200, issuers, DOCUMENT);
        return answer.header(AuditTrail.HEADER, told.receipt()).build();
    }

    /** Looks without doing anything. */
    @HEAD
    public Response look(@Context UriInfo uri) {
        return answer(200, values(uri, "iss"), "").build();
    }

    private static List<String> values(UriInfo uri, String name) {
        MultivaluedMap<String, String> query = uri.getQueryParameters();
        return query.getOrDefault(name, List.of());
    }

    /** No page but the provider's may show it in a frame; {@code X-Frame-Options} could not say that, and would break it. */
    private Response.ResponseBuilder answer(int status, List<String> issuers, String document) {
        String ancestors = logout.isKnown(issuers) ? origin(URI.create(issuers.get(0))) : "'none'";
        return Response.status(status)
                .type("text/html;charset=UTF-8")
                .header("Cache-Control", "no-store")
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors " + ancestors)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .entity(document);
    }

    private static String origin(URI issuer) {
        return issuer.getScheme() + "://" + issuer.getRawAuthority();
    }
}
