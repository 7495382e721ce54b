package io.curfew;

import io.curfew.routing.Passage;
import io.curfew.routing.RouteMatch;
import io.curfew.trace.Span;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Ends the span of a request, when its thread has done with it; before all other filters. */
final class TraceFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** The request attribute with the {@link Span}. */
    static final String SPAN = "io.curfew.Span";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request.getAttribute(SPAN) instanceof Span span)) {
            chain.doFilter(request, response);
            return;
        }
        try (span) {
            tellRoute(span, request);
            chain.doFilter(request, response);
            tellStatus(span, response.getStatus());
        } catch (IOException | ServletException | RuntimeException e) {
            span.failed(e.getClass().getName());
            throw e;
        }
    }

    private static void tellRoute(Span span, HttpServletRequest request) {
        String route;
        if (request.getAttribute(RouteMatch.ATTRIBUTE) instanceof RouteMatch match) {
            span.tell("curfew.route", match.route().name());
            route = match.routePath().isEmpty() ? "/" : match.routePath();
        } else if (request.getAttribute(Passage.OWN_PATH) instanceof String) {
            route = CurfewApplication.PATH;
        } else {
            return;
        }
        span.tell("http.route", route);
        span.rename((request.getMethod().length() > 10 ? "_OTHER" : request.getMethod()) + " " + route);
    }

    private static void tellStatus(Span span, int status) {
        span.tell("http.response.status_code", status);
        if (status >= 500) {
            span.failed(Integer.toString(status));
        }
    }
}
