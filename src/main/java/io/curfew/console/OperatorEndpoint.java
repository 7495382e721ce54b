package io.curfew.console;

import io.curfew.config.PublicUrl;
import io.curfew.page.Answer;
import io.curfew.page.Problem;
import io.curfew.routing.Passage;
import io.curfew.session.LiveSession;
import io.curfew.session.StoreUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** The edge of everything below {@code /oidc/admin}: nothing is done for anybody but an operator. */
public final class OperatorEndpoint {
    private static final Logger LOG = System.getLogger(OperatorEndpoint.class.getName());

    private static final List<Answer.Header> OF_EVERY_ANSWER = List.of(
            new Answer.Header("Cache-Control", "no-store"),
            new Answer.Header("X-Content-Type-Options", "nosniff"),
            new Answer.Header("Cross-Origin-Resource-Policy", "same-origin"));

    private final Operators operators;
    private final Function<HttpServletRequest, List<LiveSession>> signedIn;

    /** @param signedIn the live sessions that a request uses */
    public OperatorEndpoint(Operators operators, Function<HttpServletRequest, List<LiveSession>> signedIn) {
        this.operators = operators;
        this.signedIn = signedIn;
    }

    /** What an operator is answered, or why somebody is none. */
    public Response answer(HttpServletRequest request, Function<OperatorVerdict.Operator, Answer> action) {
        return response(decided(request, action));
    }

    private Answer decided(HttpServletRequest request, Function<OperatorVerdict.Operator, Answer> action) {
        try {
            OperatorVerdict verdict = operators.of(asked(request));
            return verdict instanceof OperatorVerdict.Operator operator
                    ? action.apply(operator)
                    : ((OperatorVerdict.Refused) verdict).answer();
        } catch (StoreUnavailableException e) {
            LOG.log(Level.WARNING, "An operator could not be answered. reason={0}", e.getMessage());
            return Answer.problem(new Problem(
                            503,
                            "Not available right now",
                            "The session store does not answer, or not for the whole cluster. What was to be ended may"
                                    + " be ended in part: try again in a few seconds."))
                    .with(new Answer.Header("Retry-After", "5"));
        }
    }

    private OperatorRequest asked(HttpServletRequest request) {
        if (!(request.getAttribute(Passage.PUBLIC_URL) instanceof PublicUrl publicUrl)
                || !(request.getAttribute(Passage.OWN_PATH) instanceof String path)) {
            throw new IllegalStateException("A request for the gateway came without passing the gate.");
        }
        return new OperatorRequest(
                request.getMethod(),
                publicUrl,
                "/oidc" + path,
                request::getHeader,
                new ArrayList<>(Collections.list(request.getHeaders("Authorization"))),
                () -> signedIn.apply(request));
    }

    private static Response response(Answer answer) {
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(header -> response.header(header.name(), header.value()));
        OF_EVERY_ANSWER.stream()
                .filter(header -> answer.header(header.name()).isEmpty())
                .forEach(header -> response.header(header.name(), header.value()));
        return answer.body().isEmpty()
                ? response.build()
                : response.entity(answer.bytes()).build();
    }
}
