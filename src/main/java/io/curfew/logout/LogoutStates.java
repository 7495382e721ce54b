package io.curfew.logout;

import io.curfew.page.SetCookie;
import io.curfew.session.Seal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Hands out and takes back the {@code state} of sign-outs: sealed, good for ten minutes, and only in the browser that signed
 * out, which proves itself by a cookie of its own.
 */
public final class LogoutStates {
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final String PURPOSE = "logout-state";

    private final Seal sealing;
    private final Clock clock;
    private final SecureRandom random;
    private final boolean secure;

    /** Creates it; {@code secure} when browsers reach the gateway by https. */
    public LogoutStates(Seal sealing, Clock clock, SecureRandom random, boolean secure) {
        this.sealing = sealing;
        this.clock = clock;
        this.random = random;
        this.secure = secure;
    }

    /** A state on its way to the provider, and the cookie that has to come back with it. */
    record Issued(String state, SetCookie cookie) {}

    Instant now() {
        return clock.instant();
    }

    Issued issue(LogoutState state) {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        String browser = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        return new Issued(
                sealing.seal(PURPOSE, browser, state.text()), new SetCookie(cookieName(), browser, LIFETIME, secure));
    }

    /** The state of a browser that comes back; empty for anything old, forged or of another browser. */
    Optional<LogoutState> open(String state, List<BrowserCookie> cookies) {
        Instant now = now();
        return cookies.stream()
                .filter(cookie -> cookie.name().equals(cookieName()))
                .flatMap(cookie -> sealing.open(PURPOSE, cookie.value(), state).stream())
                .flatMap(text -> LogoutState.parse(text).stream())
                .filter(found -> now.isBefore(found.issued().plus(LIFETIME)))
                .findFirst();
    }

    SetCookie clearedCookie() {
        return SetCookie.cleared(cookieName(), secure);
    }

    private String cookieName() {
        return SetCookie.hostName("curfew-logout", secure);
    }
}
