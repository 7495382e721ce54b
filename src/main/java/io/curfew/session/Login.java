package io.curfew.session;

import io.curfew.config.RememberSettings;
import io.curfew.config.Route.SessionSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a finished handshake tells the session hall.
 *
 * @param space where it will be a session; its issuer is the {@code iss} of the ID token
 * @param subject {@code sub} of the ID token
 * @param sid {@code sid} of the ID token: the provider's session, not ours
 * @param began {@code iat} of the ID token: the provider's clock, as in a logout token
 * @param started when the browser was sent to log in, by our clock
 * @param claims claims for headers and for showing, as text
 * @param tokens to be sealed
 * @param times when they want attention
 * @param absoluteTimeout how long the session may live at most, unless it is remembered
 * @param place from where
 */
public record Login(
        SessionSpace space,
        String subject,
        @Nullable String sid,
        Instant began,
        Instant started,
        Map<String, String> claims,
        Tokens tokens,
        TokenTimes times,
        Duration absoluteTimeout,
        LoginTerms terms,
        SignInPlace place) {
    public Login {
        claims = Map.copyOf(claims);
    }

    /** One from nobody knows where. */
    public Login(
            SessionSpace space,
            String subject,
            @Nullable String sid,
            Instant began,
            Instant started,
            Map<String, String> claims,
            Tokens tokens,
            TokenTimes times,
            Duration absoluteTimeout,
            LoginTerms terms) {
        this(space, subject, sid, began, started, claims, tokens, times, absoluteTimeout, terms, SignInPlace.UNKNOWN);
    }

    /** One whose tokens nobody looks after, and without terms. */
    public Login(
            SessionSpace space,
            String subject,
            @Nullable String sid,
            Instant began,
            Instant started,
            Map<String, String> claims,
            Tokens tokens,
            Duration absoluteTimeout) {
        this(space, subject, sid, began, started, claims, tokens, TokenTimes.UNKNOWN, absoluteTimeout, LoginTerms.NONE);
    }

    /** The same login, from there. */
    public Login from(SignInPlace there) {
        return new Login(space, subject, sid, began, started, claims, tokens, times, absoluteTimeout, terms, there);
    }

    /** After this long nothing of it is left. */
    Duration longest() {
        RememberSettings remember = terms.remember();
        return remember == null || remember.absoluteTimeout().compareTo(absoluteTimeout) < 0
                ? absoluteTimeout
                : remember.absoluteTimeout();
    }

    @Override
    public String toString() {
        return "[login]";
    }
}
