package io.curfew.login;

import io.curfew.page.Problem;
import io.curfew.routing.Passage;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;

/**
 * Stands before the gateway's own resources: only what the gate took for one of them gets there, no answer of theirs is stored by
 * a cache unless it says so itself, and none tells of the inside, whether a resource or the container made it.
 */
@PreMatching
public final class OwnPathFilter
        implements ContainerRequestFilter, ContainerResponseFilter, ExceptionMapper<WebApplicationException> {
    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getProperty(Passage.OWN_PATH) == null) {
            request.abortWith(nothingHere());
        } else if (!isReadable(request.getUriInfo())) {
            request.abortWith(answer(new Problem(400, "Bad Request", "The query is not encoded as it has to be.")));
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putIfAbsent(HttpHeaders.CACHE_CONTROL, List.of("no-store"));
        // the container's metrics put the text of an exception into a header field
        response.getHeaders().keySet().removeIf(name -> name.startsWith("io.openliberty."));
    }

    @Override
    public Response toResponse(WebApplicationException exception) {
        Response refused = exception.getResponse();
        if (refused.getStatus() == Response.Status.NOT_FOUND.getStatusCode()) {
            return nothingHere();
        }
        Response.ResponseBuilder answer = Response.status(refused.getStatus());
        String allow = refused.getHeaderString(HttpHeaders.ALLOW);
        return (allow == null ? answer : answer.header(HttpHeaders.ALLOW, allow)).build();
    }

    /** The container hands on what is no URI, and fails when it is asked for its parts. */
    private static boolean isReadable(UriInfo uri) {
        try {
            uri.getQueryParameters();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Response nothingHere() {
        return answer(new Problem(404, "Nothing is here", "The gateway has nothing at this path."));
    }

    private static Response answer(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem.json())
                .build();
    }
}
