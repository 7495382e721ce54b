package io.curfew.logout;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** {@code /oidc/logged-out}: where a provider sends the browser after a sign-out. */
@Path("/logged-out")
public final class LoggedOutResource {
    private final LoggedOut loggedOut;

    /** Creates it. */
    public LoggedOutResource(LoggedOut loggedOut) {
        this.loggedOut = loggedOut;
    }

    /** Says what happened, or goes where the configuration wants the browser in the end. */
    @GET
    public Response show(@QueryParam("state") @Nullable String state, @Context HttpServletRequest request) {
        return LogoutResource.response(loggedOut.answer(state, RpInitiatedLogoutEndpoint.cookies(request)));
    }
}
