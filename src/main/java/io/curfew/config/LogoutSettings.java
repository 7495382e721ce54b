package io.curfew.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What on a route means "sign out", and what a sign-out does besides ending the session.
 *
 * @param uriSuffix a path below the route that ends with it signs out
 * @param methods the methods that may sign out, upper case
 * @param queryArg a request with this query argument signs out
 * @param postArg a form body with this argument signs out
 * @param leaving what becomes of the browser
 * @param revoke whether tokens are revoked at the provider
 * @param revokeAccessToken whether the access token is among them
 * @param revokeRefreshToken whether the refresh token is among them
 * @param notice how the application is told, or null
 */
public record LogoutSettings(
        @Nullable String uriSuffix,
        Set<String> methods,
        @Nullable String queryArg,
        @Nullable String postArg,
        LeavingSettings leaving,
        boolean revoke,
        boolean revokeAccessToken,
        boolean revokeRefreshToken,
        @Nullable NoticeSettings notice) {
    public LogoutSettings {
        methods = Set.copyOf(methods);
    }
}
