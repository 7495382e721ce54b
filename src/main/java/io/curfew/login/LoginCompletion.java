package io.curfew.login;

import io.curfew.config.Route;
import io.curfew.session.Login;
import io.curfew.session.LoginOutcome;
import io.curfew.session.Sessions;
import io.curfew.session.Tokens;
import jakarta.security.enterprise.identitystore.openid.OpenIdContext;
import jakarta.security.enterprise.identitystore.openid.RefreshToken;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns what the mechanism verified into a session of ours. */
final class LoginCompletion {
    /** Claims that say nothing about the user, or that are kept elsewhere. */
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

    private final Sessions sessions;

    LoginCompletion(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Begins the session, and ends the one that the browser had before; empty when the ID token is not one that we asked for.
     *
     * @param previousCookie what the browser sent as its session cookie: anything
     */
    Optional<LoginOutcome> complete(Route route, OpenIdContext context, Optional<String> previousCookie) {
        Map<String, Object> claims = context.getIdentityToken().getClaims();
        String issuer = text(claims, "iss").orElse("");
        Optional<String> subject = text(claims, "sub");
        Optional<Instant> began = instant(claims, "iat");
        if (!issuer.equals(route.registration().issuer()) || subject.isEmpty() || began.isEmpty()) {
            return Optional.empty();
        }
        Tokens tokens = new Tokens(
                context.getIdentityToken().getToken(),
                context.getAccessToken().getToken(),
                context.getRefreshToken().map(RefreshToken::getToken).orElse(null));
        LoginOutcome outcome = sessions.begin(new Login(
                issuer,
                route.registration().clientId(),
                subject.get(),
                text(claims, "sid").orElse(null),
                began.get(),
                userClaims(claims),
                tokens,
                route.session().absoluteTimeout()));
        if (outcome instanceof LoginOutcome.Begun begun) {
            previousCookie
                    .flatMap(value -> sessions.find(
                            value, route.sessionSpace(), route.session().idlingTimeout()))
                    .ifPresent(previous -> sessions.replaceBy(begun.session(), previous));
        }
        return Optional.of(outcome);
    }

    private static Optional<String> text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Instant> instant(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof Number seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }

    /** Top-level claims as text: a list with commas between, anything deeper left out. */
    private static Map<String, String> userClaims(Map<String, Object> claims) {
        Map<String, String> kept = new TreeMap<>();
        claims.forEach((name, value) -> {
            if (!PROTOCOL_CLAIMS.contains(name)) {
                asText(value).ifPresent(text -> kept.put(name, text));
            }
        });
        return kept;
    }

    private static Optional<String> asText(Object value) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return Optional.of(value.toString());
        }
        if (value instanceof Collection<?> list && list.stream().allMatch(item -> item instanceof String)) {
            return Optional.of(list.stream().map(Object::toString).collect(Collectors.joining(",")));
        }
        return Optional.empty();
    }
}
