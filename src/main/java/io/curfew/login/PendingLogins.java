package io.curfew.login;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.page.SetCookie;
import io.curfew.provider.ProofKey;
import io.curfew.session.Logins;
import io.curfew.session.PendingLogin;
import io.curfew.session.SessionId;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Logins under way. Each has a cookie of its own, named by its {@code state}, so that any number of tabs may log in at the same
 * moment; it is found again only by its {@code state} together with the secret in that cookie, at the host where it began, and only once.
 */
final class PendingLogins {
    /** How long a login may take; Kong's default of {@code authorization_rolling_timeout}. */
    static final Duration LIMIT = Duration.ofMinutes(10);

    /** A browser with more of them than this has given up on some; they are cleared, or its requests would grow too large. */
    static final int MOST_COOKIES = 10;

    /** Says of a login that its code is bound to a proof key: one of a version without them is not. */
    private static final String BOUND = "code_challenge_method";

    private final Logins logins;
    private final SecureRandom random;
    private final Clock clock;
    private final PublicUrl usual;
    private final boolean secure;
    private final String cookiePrefix;

    PendingLogins(Logins logins, SecureRandom random, Clock clock, PublicUrl usual) {
        this.logins = logins;
        this.random = random;
        this.clock = clock;
        this.usual = usual;
        this.secure = usual.isHttps();
        this.cookiePrefix = SetCookie.hostName(SetCookie.OF_LOGIN, secure);
    }

    /**
     * Remembers a login that goes out with this authorization request URL; the cookie goes with it.
     *
     * @param at where it began, and has to come back to
     */
    SetCookie remember(
            String authorizationUrl, PublicUrl at, Route route, ReturnTarget target, Map<String, String> scratchPad) {
        String state = stateOf(authorizationUrl);
        String secret = SessionId.fresh(random).value();
        logins.put(
                id(state, secret, at),
                new PendingLogin(route.name(), target.pathAndQuery(), scratchPad, clock.millis()),
                LIMIT);
        return new SetCookie(cookieName(state), secret, LIMIT, secure);
    }

    /** Looks whether this login is waited for. */
    Optional<PendingLogin> find(String state, PublicUrl at, GateRequest request) {
        return secret(state, request).flatMap(secret -> logins.get(id(state, secret, at)));
    }

    /** Takes the login that comes back; a second time, in another browser, or too late there is none. */
    Optional<PendingLogin> take(String state, PublicUrl at, GateRequest request) {
        return secret(state, request).flatMap(secret -> logins.take(id(state, secret, at)));
    }

    /** Says of a login that is not remembered yet that its code is bound to the key of {@link #proofKey(SetCookie)}. */
    static void bind(Map<String, String> scratchPad) {
        scratchPad.put(BOUND, ProofKey.METHOD);
    }

    /** The proof key of the login that has this cookie: it is made of the secret in it, and stands nowhere else. */
    static ProofKey proofKey(SetCookie cookie) {
        return ProofKey.of(cookie.value());
    }

    /** The proof key that the code of this login is bound to, if it is. */
    Optional<ProofKey> proofKey(PendingLogin login, String state, GateRequest request) {
        return login.attributes().containsKey(BOUND) ? secret(state, request).map(ProofKey::of) : Optional.empty();
    }

    /** Takes the cookie of a login that came back from the browser. */
    SetCookie cleared(String state) {
        return SetCookie.cleared(cookieName(state), secure);
    }

    /** The cookies to clear when a login starts in a browser that has too many. */
    List<SetCookie> clearedLeftovers(GateRequest request) {
        List<String> names = request.cookieNames().stream()
                .filter(name -> name.startsWith(cookiePrefix))
                .distinct()
                .toList();
        return names.size() < MOST_COOKIES
                ? List.of()
                : names.stream().map(name -> SetCookie.cleared(name, secure)).toList();
    }

    private Optional<String> secret(String state, GateRequest request) {
        return request.cookie(cookieName(state)).flatMap(SessionId::parse).map(SessionId::value);
    }

    /** Two logins of one browser that share a name by chance: the later one wins, the earlier starts again. */
    private String cookieName(String state) {
        return cookiePrefix + new SessionId(state).key().value().substring(0, 8);
    }

    private static String stateOf(String authorizationUrl) {
        @Nullable
        String state =
                QueryParameters.of(URI.create(authorizationUrl).getRawQuery()).first("state");
        if (state == null) {
            throw new IllegalStateException("The authorization request that the mechanism made has no state.");
        }
        return state;
    }

    /** At {@code public_url} as nodes of versions without {@code hosts} make it, since both may run side by side. */
    private String id(String state, String secret, PublicUrl at) {
        return secret + state + (at.equals(usual) ? "" : at.origin());
    }
}
