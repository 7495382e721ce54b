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
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code /oidc/admin/doctor}: an operator has the configuration examined together with its providers. */
@Path("/admin/doctor")
public final class DoctorResource {
    private final OperatorEndpoint operators;
    private final Supplier<Optional<String>> examining;
    private final Consumer<OperatorVerdict.Operator> trail;

    /**
     * Creates it.
     *
     * @param examining makes a JSON document of what was found; empty when there is none now
     * @param trail is told who has asked for it
     */
    public DoctorResource(
            OperatorEndpoint operators,
            Supplier<Optional<String>> examining,
            Consumer<OperatorVerdict.Operator> trail) {
        this.operators = operators;
        this.examining = examining;
        this.trail = trail;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response examine(@Context HttpServletRequest request) {
        return operators.answer(request, this::examined);
    }

    private Answer examined(OperatorVerdict.Operator operator) {
        trail.accept(operator);
        return examining.get().map(document -> Answer.json(200, document)).orElseGet(() -> Answer.problem(new Problem(
                        503,
                        "Not available right now",
                        "This node is examining already, or its providers take too long to answer. Try again in a"
                                + " minute, or run the doctor from the command line."))
                .with(new Answer.Header("Retry-After", "30")));
    }
}
