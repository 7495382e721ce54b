package io.curfew.login;

import io.curfew.page.Answer;
import io.curfew.page.AnswerEndpoint;
import io.curfew.routing.Passage;
import io.curfew.routing.RouteMatch;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes the answers of the gate, and lets nothing on that the gate did not see. */
public final class GateFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** The request attribute with the gate's own answer. */
    static final String ANSWER = "io.curfew.login.Answer";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getAttribute(ANSWER) instanceof Answer answer) {
            AnswerEndpoint.write(answer, response);
        } else if (request.getAttribute(RouteMatch.ATTRIBUTE) == null
                && request.getAttribute(Passage.OWN_PATH) == null) {
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        } else {
            chain.doFilter(request, response);
        }
    }
}
