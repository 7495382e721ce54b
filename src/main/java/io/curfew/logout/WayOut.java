package io.curfew.logout;

import io.curfew.config.LocalOnly;
import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the browser leaves.
 *
 * @param at where it reaches the gateway, and comes back to
 * @param redirectUri where it goes in the end: one of the configured URLs, or null for our own page
 * @param local whether the session at the provider is left alone
 * @param known what is still known of a session that ended before, for a browser that has no other
 * @param address where the request comes from; null when that is not known
 */
record WayOut(
        PublicUrl at,
        @Nullable URI redirectUri,
        boolean local,
        Optional<UserHint> known,
        @Nullable String address) {
    /** The way that the request asks for and the leading route allows. */
    static WayOut of(SignOutRequest request, Optional<URI> redirect, Route leading, Optional<UserHint> known) {
        return new WayOut(
                request.publicUrl(),
                redirect.orElse(leading.logout().leaving().usual()),
                isLocal(leading, request.arguments()),
                known,
                request.address());
    }

    static boolean isLocal(Route leading, SignOutArguments arguments) {
        LocalOnly setting = leading.logout().leaving().localOnly();
        return setting == LocalOnly.TRUE || (setting == LocalOnly.ON_REQUEST && arguments.local());
    }
}
