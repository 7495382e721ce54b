package io.curfew.console;

import io.curfew.config.Route;
import io.curfew.session.LiveSession;
import io.curfew.session.SignInPlace;
import java.time.Instant;
import java.util.List;

/**
 * What a user did once at the provider: the sessions of ours that stand on one session of the provider's, or one that stands alone.
 *
 * @param sessions at least one; the earliest first
 * @param routes what can be used with them
 * @param isCurrent whether the browser that asks is in it
 */
record SignIn(List<LiveSession> sessions, List<Route> routes, SignInPlace place, boolean isCurrent) {
    SignIn {
        sessions = List.copyOf(sessions);
        routes = List.copyOf(routes);
    }

    private LiveSession first() {
        return sessions.get(0);
    }

    /** By which it is named outside: no key and no cookie can be made of it. */
    String id() {
        return first().publicId();
    }

    String issuer() {
        return first().session().issuer();
    }

    String userName() {
        return first().session().userName();
    }

    Instant since() {
        return Instant.ofEpochSecond(first().session().started());
    }

    /** As exactly as uses are noted. */
    Instant lastUsed() {
        return Instant.ofEpochMilli(sessions.stream()
                .mapToLong(live -> live.session().lastSeen())
                .max()
                .orElseThrow());
    }

    String browser() {
        return BrowserName.of(place.browser());
    }
}
