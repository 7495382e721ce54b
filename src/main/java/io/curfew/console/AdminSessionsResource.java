package io.curfew.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** {@code /oidc/admin/sessions}: operators find sessions and end them. */
@Path("/admin/sessions")
public final class AdminSessionsResource {
    private final OperatorEndpoint operators;
    private final AdminSessions sessions;

    /** Creates it. */
    public AdminSessionsResource(OperatorEndpoint operators, AdminSessions sessions) {
        this.operators = operators;
        this.sessions = sessions;
    }

    /** A page of the sessions that are looked for. */
    @GET
    public Response list(@Context HttpServletRequest request, @Context UriInfo uri) {
        return operators.answer(request, operator -> sessions.list(uri.getQueryParameters()));
    }

    /** One of them. */
    @GET
    @Path("/{id}")
    public Response show(@Context HttpServletRequest request, @PathParam("id") String id) {
        return operators.answer(request, operator -> sessions.show(id));
    }
}
