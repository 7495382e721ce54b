package io.curfew.config;

import static io.curfew.config.TokenParameters.CLIENT_AUTH;
import static io.curfew.config.TokenParameters.REVOCATION_AUTH;
import static io.curfew.config.TokenParameters.TOKEN_AUTH;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of {@link TokenParameters} what a route and its registration hold, and says what of them does not go together. */
final class TokenReader {
    private TokenReader() {}

    static TokenSettings tokens(RouteValues values) {
        return new TokenSettings(
                values.get(TokenParameters.REFRESH_TOKENS),
                values.get(TokenParameters.REFRESH_FAILURE),
                values.get(TokenParameters.CHECK_INTERVAL),
                values.get(TokenParameters.CHECK_LIMIT));
    }

    static ClientSettings client(RouteValues values) {
        return new ClientSettings(
                atTokenEndpoint(values).orElse(null),
                atRevocationEndpoint(values),
                values.get(TokenParameters.REVOCATION_TOKEN_PARAM),
                values.orNull(TokenParameters.PROOF_KEY),
                values.get(TokenParameters.BACK_CHANNEL_SCOPE));
    }

    /** The secret, which only a public client may leave out. */
    static Secret secret(RouteValues values) {
        return values.find(Parameters.CLIENT_SECRET).orElse(new Secret(""));
    }

    /** Whether a route needs no value of a parameter that others need. */
    static boolean doesWithout(RouteValues route, Parameter<?> parameter) {
        return parameter.equals(Parameters.CLIENT_SECRET) && isPublic(route);
    }

    /** Whether the client proves nothing where it gets its tokens. */
    static boolean isPublic(RouteValues route) {
        return atTokenEndpoint(route).equals(Optional.of(ClientAuthMethod.NONE));
    }

    static void check(RouteValues route, Faults faults) {
        boolean bySecret = route.find(REVOCATION_AUTH)
                .filter(method -> method != ClientAuthMethod.NONE)
                .isPresent();
        if (bySecret && isPublic(route) && route.set(Parameters.CLIENT_SECRET).isEmpty()) {
            faults.add(
                    route.key(REVOCATION_AUTH),
                    "For the route '" + route.name() + "' there is no client_secret to prove anything with."
                            + " Set client_secret, or remove this.");
        }
        boolean keeps =
                route.find(TokenParameters.REFRESH_FAILURE).equals(Optional.of(TokenSettings.RefreshFailure.KEEP));
        boolean checks = route.find(TokenParameters.CHECK_INTERVAL)
                .filter(interval -> !interval.isZero())
                .isPresent();
        if (keeps && checks) {
            faults.add(
                    route.key(TokenParameters.REFRESH_FAILURE),
                    "For the route '" + route.name()
                            + "' session_check_interval is to end sessions that are over at the"
                            + " provider, and keep would keep them. Set this to end, or session_check_interval to 0.");
        }
    }

    private static Optional<ClientAuthMethod> atTokenEndpoint(RouteValues values) {
        return values.find(TOKEN_AUTH).or(() -> values.find(CLIENT_AUTH));
    }

    private static @Nullable ClientAuthMethod atRevocationEndpoint(RouteValues values) {
        Optional<ClientAuthMethod> set = values.find(REVOCATION_AUTH).or(() -> values.find(CLIENT_AUTH));
        if (set.isEmpty() && values.set(Parameters.CLIENT_SECRET).isEmpty()) {
            return ClientAuthMethod.NONE;
        }
        return set.orElse(null);
    }
}
