package io.curfew.login;

import io.curfew.config.Route;
import io.curfew.config.UpstreamSettings.ClaimHeader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The claims that a session keeps, as text: what the ID token says about the user at its top, and what an upstream is told. */
final class UserClaims {
    /** Claims that say nothing about the user, or that are kept elsewhere; kept only where an upstream is told. */
    private static final Set<String> PROTOCOL_CLAIMS = Set.of(
            "iss",
            "aud",
            "azp",
            "exp",
            "iat",
            "nbf",
            "auth_time",
            "nonce",
            "at_hash",
            "c_hash",
            "s_hash",
            "jti",
            "sid",
            "typ");

    private final Map<Route.SessionSpace, Set<String>> told = new HashMap<>();

    UserClaims(List<Route> routes) {
        for (Route route : routes) {
            Set<String> names = told.computeIfAbsent(route.sessionSpace(), space -> new TreeSet<>());
            route.upstream().claimHeaders().stream().map(ClaimHeader::claim).forEach(names::add);
        }
    }

    /** By the names that routes use for them. */
    Map<String, String> of(Map<String, Object> claims, Route.SessionSpace space) {
        Map<String, String> kept = new TreeMap<>();
        claims.forEach((name, value) -> {
            if (!PROTOCOL_CLAIMS.contains(name)) {
                ClaimText.flat(value).ifPresent(text -> kept.put(name, text));
            }
        });
        for (String name : told.getOrDefault(space, Set.of())) {
            find(claims, name).flatMap(ClaimText::of).ifPresent(text -> kept.put(name, text));
        }
        return kept;
    }

    /**
     * The claim of exactly this name, else the one within claims whose names the dots divide. A name may hold dots itself
     * ({@code https://example.com/roles}), so the longest that is there is taken first.
     */
    private static Optional<Object> find(Map<?, ?> claims, String name) {
        if (claims.containsKey(name)) {
            return Optional.ofNullable(claims.get(name));
        }
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            @Nullable Object outer = claims.get(name.substring(0, dot));
            Optional<Object> inner =
                    outer instanceof Map<?, ?> nested ? find(nested, name.substring(dot + 1)) : Optional.empty();
            if (inner.isPresent()) {
                return inner;
            }
        }
        return Optional.empty();
    }
}
