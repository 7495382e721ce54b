package io.curfew.login;

import io.curfew.page.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What a resource answers that has failed in a way nobody foresaw. The container would put the text of the exception into the answer and
 * the log, and with it whatever somebody has sent.
 */
public final class OwnFaultEndpoint implements ExceptionMapper<RuntimeException> {
    private static final Logger LOG = System.getLogger(OwnFaultEndpoint.class.getName());

    @Override
    public Response toResponse(RuntimeException fault) {
        StackTraceElement[] frames = fault.getStackTrace();
        LOG.log(
                Level.ERROR,
                "A request for the gateway itself failed. fault={0} at={1}",
                fault.getClass().getName(),
                frames.length == 0 ? "unknown" : frames[0]);
        Problem problem = new Problem(500, "Internal Server Error", "The request could not be answered.");
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem.json())
                .build();
    }
}
