package io.curfew.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;

/** The request as the mechanism sees it: under the redirect URI that was registered, with a session of ours, without a caller. */
final class HandshakeRequestContext extends HttpServletRequestWrapper {
    private final HttpSession session;
    private final String redirectUri;

    HandshakeRequestContext(HttpServletRequest request, Handshake handshake) {
        super(request);
        this.session = new HandshakeSessionContext(handshake.scratchPad(), request.getServletContext());
        this.redirectUri = handshake.redirectUri();
    }

    @Override
    public HttpSession getSession() {
        return session;
    }

    @Override
    public HttpSession getSession(boolean create) {
        return session;
    }

    @Override
    public StringBuffer getRequestURL() {
        return new StringBuffer(redirectUri);
    }

    @Override
    public java.security.@org.jspecify.annotations.Nullable Principal getUserPrincipal() {
        return null;
    }
}
