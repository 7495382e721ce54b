package io.curfew.login;

import io.curfew.config.Route;
import io.curfew.session.Logins;
import io.curfew.session.PendingLogin;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Logins under way. Each is found again only by its {@code state} together with the secret in the browser's login cookie, and
 * only once. One cookie serves all tabs of a browser.
 */
final class PendingLogins {
    /** How long a login may take; Kong's default of {@code authorization_rolling_timeout}. */
    static final Duration LIMIT = Duration.ofMinutes(10);

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final Logins logins;
    private final SecureRandom random;
    private final Clock clock;

    PendingLogins(Logins logins, SecureRandom random, Clock clock) {
        this.logins = logins;
        this.random = random;
        this.clock = clock;
    }

    /** The secret of this browser: the one its cookie holds, or a fresh one. */
    String browserSecret(Optional<String> cookie) {
        return cookie.filter(value -> SECRET.matcher(value).matches()).orElseGet(this::freshSecret);
    }

    private String freshSecret() {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Remembers a login that goes out with this authorization request URL. */
    void remember(
            String authorizationUrl, String browserSecret, Route route, ReturnTarget target, Map<String, String> pad) {
        String state = stateOf(authorizationUrl);
        logins.put(
                id(state, browserSecret),
                new PendingLogin(route.name(), target.pathAndQuery(), pad, clock.millis()),
                LIMIT);
    }

    /** The login that comes back; a second time, in another browser, or too late there is none. */
    Optional<PendingLogin> take(String state, Optional<String> cookie) {
        return cookie.filter(value -> SECRET.matcher(value).matches())
                .flatMap(secret -> logins.take(id(state, secret)));
    }

    private static String stateOf(String authorizationUrl) {
        for (String pair : URI.create(authorizationUrl).getRawQuery().split("&", -1)) {
            if (pair.startsWith("state=")) {
                return URLDecoder.decode(pair.substring("state=".length()), StandardCharsets.UTF_8);
            }
        }
        throw new IllegalStateException("The authorization request that the mechanism made has no state.");
    }

    private static String id(String state, String browserSecret) {
        return browserSecret + state;
    }
}
