package io.curfew.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The session cookie of each route. The default of a registration depends on itself only: one more registration does not
 * rename the cookies of the others, as long as one is set for all routes.
 */
final class CookieNames {
    private static final int SUFFIX_BYTES = 4;

    private final boolean https;
    private final Optional<Client> global;
    private final Set<Client> clients;

    CookieNames(KnownValues values, List<RouteValues> routes) {
        this.https =
                values.global(Parameters.PUBLIC_URL).map(PublicUrl::isHttps).orElse(true);
        this.global = Client.of(values.global(Parameters.ISSUER), values.global(Parameters.CLIENT_ID));
        this.clients =
                routes.stream().map(Client::of).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
    }

    /** Empty when it cannot be told because of a fault. */
    Optional<String> nameFor(RouteValues route) {
        if (route.set(Parameters.SESSION_COOKIE_NAME).isPresent()) {
            return route.find(Parameters.SESSION_COOKIE_NAME);
        }
        String audience = route.find(SessionParameters.AUDIENCE).orElse(SessionRules.DEFAULT_AUDIENCE);
        boolean usual = audience.equals(SessionRules.DEFAULT_AUDIENCE);
        return Client.of(route)
                .map(client -> base(route)
                        + (usual && isPlain(client) ? "" : "-" + suffix(client, usual ? "" : "\n" + audience)));
    }

    /** The cookie that remembers a session; the same. */
    Optional<String> rememberNameFor(RouteValues route) {
        return route.set(SessionParameters.REMEMBER_COOKIE_NAME).isPresent()
                ? route.find(SessionParameters.REMEMBER_COOKIE_NAME)
                : nameFor(route).map(name -> name + "-remember");
    }

    /** Whether the session's cookies are for https only. */
    boolean isSecure(RouteValues route) {
        return route.find(SessionParameters.COOKIE_SECURE).orElse(https);
    }

    private boolean isPlain(Client client) {
        return global.isPresent() ? global.get().equals(client) : clients.size() == 1;
    }

    /** With the strictest prefix that browsers allow with the cookie's attributes. */
    private String base(RouteValues route) {
        String secure = String.valueOf(Parameters.SESSION_COOKIE_NAME.fallback());
        String bare = secure.substring("__Host-".length());
        if (!https || !isSecure(route)) {
            return bare;
        }
        boolean ofHost = route.find(SessionParameters.COOKIE_PATH).orElse("/").equals("/")
                && route.find(SessionParameters.COOKIE_DOMAIN).isEmpty();
        return ofHost ? secure : "__Secure-" + bare;
    }

    private static String suffix(Client client, String more) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((client.issuer() + "\n" + client.clientId() + more).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, SUFFIX_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }

    /** What makes a registration: routes with the same are one client to the provider. */
    record Client(String issuer, String clientId) {
        static Optional<Client> of(RouteValues route) {
            return of(route.find(Parameters.ISSUER), route.find(Parameters.CLIENT_ID));
        }

        static Optional<Client> of(Optional<String> issuer, Optional<String> clientId) {
            return issuer.flatMap(found -> clientId.map(identifier -> new Client(found, identifier)));
        }
    }
}
