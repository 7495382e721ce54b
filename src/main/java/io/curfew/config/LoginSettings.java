package io.curfew.config;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is added to the authorization request of a login, and where the login ends.
 *
 * @param redirectUri where it ends: a URL, or a path below the context root; null for the URL that was asked for
 * @param maxAge how long ago the user may have signed in at the provider; null for any time
 * @param arguments query arguments of the authorization request
 * @param clientArguments query arguments that are taken over from the request that starts the login
 */
public record LoginSettings(
        @Nullable URI redirectUri,
        @Nullable Duration maxAge,
        Map<String, String> arguments,
        List<String> clientArguments) {
    /** Nothing is added, and it ends where it was asked for. */
    public static final LoginSettings PLAIN = new LoginSettings(null, null, Map.of(), List.of());

    public LoginSettings {
        // in their order
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        clientArguments = List.copyOf(clientArguments);
    }
}
