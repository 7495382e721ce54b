package io.curfew.logout;

import io.curfew.config.PublicUrl;
import io.curfew.page.Answer;
import io.curfew.routing.Passage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** {@code /oidc/logout}: signs out of everything that this browser is signed in to through the gateway. */
@Path("/logout")
public final class LogoutResource {
    private final SignOut signOut;

    /** Creates it. */
    public LogoutResource(SignOut signOut) {
        this.signOut = signOut;
    }

    /** Asks first; a GET signs nobody out. */
    @GET
    public Response confirm(@Context HttpServletRequest request) {
        return response(signOut.confirmation(requestOf(request)));
    }

    /** Signs out. */
    @POST
    public Response signOut(@Context HttpServletRequest request) {
        return response(signOut.everywhere(requestOf(request)));
    }

    private static SignOutRequest requestOf(HttpServletRequest request) {
        if (!(request.getAttribute(Passage.PUBLIC_URL) instanceof PublicUrl publicUrl)) {
            throw new IllegalStateException("A sign-out came without passing the gate.");
        }
        return RpInitiatedLogoutEndpoint.requestOf(request, publicUrl);
    }

    static Response response(Answer answer) {
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(header -> response.header(header.name(), header.value()));
        return answer.body().isEmpty()
                ? response.build()
                : response.entity(answer.bytes()).build();
    }
}
