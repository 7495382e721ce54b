package io.curfew.console;

import io.curfew.page.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /oidc/admin/sessions}: operators find sessions and end them. */
@Path("/admin/sessions")
public final class AdminSessionsResource {
    private static final Pattern JSON = Pattern.compile("(?i)application/json *(;.*)?");
    private static final int LARGEST_BODY = 8 * 1024;

    private final OperatorEndpoint operators;
    private final AdminSessions sessions;
    private final AdminEndings endings;

    /** Creates it. */
    public AdminSessionsResource(OperatorEndpoint operators, AdminSessions sessions, AdminEndings endings) {
        this.operators = operators;
        this.sessions = sessions;
        this.endings = endings;
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

    /** Ends one of them. */
    @DELETE
    @Path("/{id}")
    public Response end(
            @Context HttpServletRequest request,
            @PathParam("id") String id,
            @QueryParam("reason") @Nullable String reason) {
        return operators.answer(request, operator -> endings.one(operator, id, reason));
    }

    /** Ends all of a user, of a client, or all there are. Only JSON is taken, which no form of another site can send. */
    @POST
    @Path("/end")
    public Response endMany(@Context HttpServletRequest request, InputStream body) {
        return operators.answer(request, operator -> many(operator, request.getContentType(), body));
    }

    private Answer many(OperatorVerdict.Operator operator, @Nullable String type, InputStream body) {
        if (type == null || !JSON.matcher(type).matches()) {
            return new UnusableRequestException(415, "content_type", "Send the body as application/json.").answer();
        }
        try {
            byte[] bytes = body.readNBytes(LARGEST_BODY + 1);
            return bytes.length > LARGEST_BODY
                    ? new UnusableRequestException(413, "body", "The body is too long.").answer()
                    : endings.many(operator, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new UnusableRequestException("body", "The body could not be read.").answer();
        }
    }
}
