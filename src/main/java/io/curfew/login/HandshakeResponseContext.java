package io.curfew.login;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** The response as the mechanism sees it. What it sets is dropped: the login door answers the browser by itself. */
final class HandshakeResponseContext extends HttpServletResponseWrapper {
    private int status = SC_OK;

    HandshakeResponseContext(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void setStatus(int status) {
        this.status = status;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void sendError(int status) {
        this.status = status;
    }

    @Override
    public void sendError(int status, String message) {
        this.status = status;
    }

    @Override
    public void addCookie(Cookie cookie) {
        // the handshake is bound to the browser by a cookie of ours
    }

    @Override
    public void setHeader(String name, String value) {
        // dropped
    }

    @Override
    public void addHeader(String name, String value) {
        // dropped
    }
}
