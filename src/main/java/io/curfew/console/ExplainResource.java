package io.curfew.console;

import io.curfew.page.Answer;
import io.curfew.page.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** {@code /oidc/admin/explain}: an operator sees what the gateway would make of a logout token, and nothing is done. */
@Path("/admin/explain")
public final class ExplainResource {
    private static final int LARGEST_BODY = 64 * 1024;

    private final OperatorEndpoint operators;
    private final Function<String, Optional<String>> explaining;
    private final Consumer<OperatorVerdict.Operator> trail;

    /**
     * Creates it.
     *
     * @param explaining makes a JSON document of one that holds a logout token; empty when it holds none
     * @param trail is told who has had one explained
     */
    public ExplainResource(
            OperatorEndpoint operators,
            Function<String, Optional<String>> explaining,
            Consumer<OperatorVerdict.Operator> trail) {
        this.operators = operators;
        this.explaining = explaining;
        this.trail = trail;
    }

    /** The body is read by nobody but an operator, and never further than its limit. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response explain(@Context HttpServletRequest request, InputStream body) {
        return operators.answer(request, operator -> explained(operator, body));
    }

    private Answer explained(OperatorVerdict.Operator operator, InputStream body) {
        byte[] bytes;
        try {
            bytes = body.readNBytes(LARGEST_BODY + 1);
        } catch (IOException e) {
            throw new UncheckedIOException("The request broke off.", e);
        }
        if (bytes.length > LARGEST_BODY) {
            return Answer.problem(
                    new Problem(413, "Too large", "The request body is larger than " + LARGEST_BODY + " bytes."));
        }
        trail.accept(operator);
        return explaining
                .apply(new String(bytes, StandardCharsets.UTF_8))
                .map(document -> Answer.json(200, document))
                .orElseGet(() -> Answer.problem(new Problem(
                        400, "No logout token", "The body must be a JSON object with a text as \"logout_token\".")));
    }
}
