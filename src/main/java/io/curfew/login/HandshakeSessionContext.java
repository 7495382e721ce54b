package io.curfew.login;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The HttpSession that the mechanism sees: a map of strings that outlives the request in our own store, so a callback may reach
 * any node and the container keeps no session of its own.
 */
final class HandshakeSessionContext implements HttpSession {
    private final Map<String, String> scratchPad;
    private final ServletContext servletContext;

    HandshakeSessionContext(Map<String, String> scratchPad, ServletContext servletContext) {
        this.scratchPad = scratchPad;
        this.servletContext = servletContext;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return scratchPad.get(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        if (!(value instanceof String text)) {
            throw new IllegalArgumentException("The login handshake keeps text only, but '" + name + "' is a "
                    + value.getClass().getName() + ".");
        }
        scratchPad.put(name, text);
    }

    @Override
    public void removeAttribute(String name) {
        scratchPad.remove(name);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        return Collections.enumeration(scratchPad.keySet());
    }

    @Override
    public void invalidate() {
        scratchPad.clear();
    }

    @Override
    public String getId() {
        return "handshake";
    }

    @Override
    public boolean isNew() {
        return scratchPad.isEmpty();
    }

    @Override
    public ServletContext getServletContext() {
        return servletContext;
    }

    @Override
    public long getCreationTime() {
        return 0;
    }

    @Override
    public long getLastAccessedTime() {
        return 0;
    }

    @Override
    public void setMaxInactiveInterval(int interval) {
        // the store decides how long a login may take
    }

    @Override
    public int getMaxInactiveInterval() {
        return 0;
    }
}
