package io.curfew.console;

import io.curfew.page.Answer;
import io.curfew.page.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /oidc/admin/doctor}: an operator has the configuration examined together with its providers. */
@Path("/admin/doctor")
public final class DoctorResource {
    private final OperatorEndpoint operators;
    private final Supplier<Optional<String>> examining;

    /** @param examining makes a JSON document of what was found; empty when there is none now */
    public DoctorResource(OperatorEndpoint operators, Supplier<Optional<String>> examining) {
        this.operators = operators;
        this.examining = examining;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response examine(@Context HttpServletRequest request) {
        return operators.answer(request, operator -> examining
                .get()
                .map(document -> Answer.json(200, document))
                .orElseGet(() -> Answer.problem(new Problem(
                                503,
                                "Not available right now",
                                "This node is examining already, or its providers take too long to answer. Try again in a"
                                        + " minute, or run the doctor from the command line."))
                        .with(new Answer.Header("Retry-After", "30"))));
    }
}
