package io.curfew;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Closes connections after their answers while the server is about to be ended: who keeps them open would send to a closed one. */
final class LeavingFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient BooleanSupplier leaving;

    LeavingFilter(BooleanSupplier leaving) {
        this.leaving = leaving;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // HTTP/2 has no such field, and says it by itself when the server ends
        if (leaving.getAsBoolean() && request.getProtocol().startsWith("HTTP/1.")) {
            response.setHeader("Connection", "close");
        }
        chain.doFilter(request, response);
    }
}
