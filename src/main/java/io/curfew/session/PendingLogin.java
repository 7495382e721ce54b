package io.curfew.session;

import java.util.Map;

/**
 * A login that was sent to the provider and has not come back.
 *
 * @param routeName the route it was started for
 * @param returnTo where the browser wanted to go
 * @param attributes what the handshake must find again at the callback
 * @param created by our clock, in milliseconds since the epoch
 */
public record PendingLogin(String routeName, String returnTo, Map<String, String> attributes, long created) {
    public PendingLogin {
        attributes = Map.copyOf(attributes);
    }

    @Override
    public String toString() {
        return "[pending login]";
    }
}
