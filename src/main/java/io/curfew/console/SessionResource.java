package io.curfew.console;

import io.curfew.page.Answer;
import io.curfew.session.StoreUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** {@code /oidc/session}: what a page may know of its session. */
@Path("/session")
public final class SessionResource {
    private final SessionEndpoint endpoint;
    private final Clock clock;

    /** Creates it. */
    public SessionResource(SessionEndpoint endpoint, Clock clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /** Signed in or not, who, and for how long; asking is no use of the session. */
    @GET
    public Response show(@Context HttpServletRequest request) {
        Answer answer = answer(request);
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(header -> response.header(header.name(), header.value()));
        return response.entity(answer.bytes()).build();
    }

    private Answer answer(HttpServletRequest request) {
        try {
            PageVerdict verdict = endpoint.look(request);
            return verdict instanceof PageVerdict.Seen seen
                    ? SessionEndpoint.own(
                            Answer.json(200, SessionDocument.of(seen.route(), seen.sighting(), clock.millis())))
                    : SessionEndpoint.refusal(verdict);
        } catch (StoreUnavailableException e) {
            return SessionEndpoint.unavailable();
        }
    }
}
