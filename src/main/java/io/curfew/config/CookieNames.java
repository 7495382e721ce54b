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
        return Client.of(route).map(client -> base() + (isPlain(client) ? "" : "-" + suffix(client)));
    }

    private boolean isPlain(Client client) {
        return global.isPresent() ? global.get().equals(client) : clients.size() == 1;
    }

    private String base() {
        String secure = String.valueOf(Parameters.SESSION_COOKIE_NAME.fallback());
        return https ? secure : secure.substring("__Host-".length());
    }

    private static String suffix(Client client) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((client.issuer() + "\n" + client.clientId()).getBytes(StandardCharsets.UTF_8));
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
