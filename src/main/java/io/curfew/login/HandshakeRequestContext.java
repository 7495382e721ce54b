package io.curfew.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The request as the mechanism sees it: under the redirect URI that was registered, with a session of ours, without a caller, and
 * with the parameters of the query only. The mechanism asks for parameters even when a login starts; the container would read
 * the whole body of the request for that.
 */
final class HandshakeRequestContext extends HttpServletRequestWrapper {
    private final HttpSession session;
    private final String redirectUri;
    private final QueryParameters query;

    HandshakeRequestContext(HttpServletRequest request, Handshake handshake) {
        super(request);
        this.session = new HandshakeSessionContext(handshake.scratchPad(), request.getServletContext());
        this.redirectUri = handshake.redirectUri();
        this.query = handshake.query();
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
    public @Nullable Principal getUserPrincipal() {
        return null;
    }

    @Override
    public @Nullable String getParameter(String name) {
        return query.first(name);
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        List<String> values = query.values().get(name);
        return values == null ? null : values.toArray(new String[0]);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(query.values().keySet());
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return query.values().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().toArray(new String[0])));
    }
}
