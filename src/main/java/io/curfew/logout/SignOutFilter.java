package io.curfew.logout;

import io.curfew.routing.Passage;
import io.curfew.routing.RouteMatch;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Takes the requests that the gate recognised as a sign-out on a route; all others go on. */
public final class SignOutFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient RpInitiatedLogoutEndpoint endpoint;

    /** Creates it. */
    public SignOutFilter(RpInitiatedLogoutEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getAttribute(Passage.SIGN_OUT) != null
                && request.getAttribute(RouteMatch.ATTRIBUTE) instanceof RouteMatch match) {
            endpoint.signOut(request, response, match);
        } else {
            chain.doFilter(request, response);
        }
    }
}
