package io.curfew.session;

import io.curfew.config.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A login that is all right; a test changes the one thing it is about. */
final class LoginBuilder {
    static final String ISSUER = "https://id.example.com/realms/work";
    static final Duration ABSOLUTE = Duration.ofHours(8);
    static final Tokens TOKENS =
            new Tokens("header.id-token.signature", "header.access-token.signature", "refresh-token");

    private String issuer = ISSUER;
    private String clientId = "gateway";
    private String subject = "alice";
    private @Nullable String sid = "sid-1";
    private Tokens tokens = TOKENS;
    private Duration absoluteTimeout = ABSOLUTE;
    private String cookieName = "__Host-curfew";
    private Instant began;
    private Instant started;

    LoginBuilder(Instant now) {
        began = now;
        started = now;
    }

    LoginBuilder cookieName(String value) {
        cookieName = value;
        return this;
    }

    LoginBuilder started(Instant value) {
        started = value;
        return this;
    }

    LoginBuilder issuer(String value) {
        issuer = value;
        return this;
    }

    LoginBuilder clientId(String value) {
        clientId = value;
        return this;
    }

    LoginBuilder subject(String value) {
        subject = value;
        return this;
    }

    LoginBuilder sid(@Nullable String value) {
        sid = value;
        return this;
    }

    LoginBuilder tokens(Tokens value) {
        tokens = value;
        return this;
    }

    LoginBuilder absoluteTimeout(Duration value) {
        absoluteTimeout = value;
        return this;
    }

    LoginBuilder began(Instant value) {
        began = value;
        return this;
    }

    Login build() {
        return new Login(
                new Route.SessionSpace(issuer, clientId, cookieName),
                subject,
                sid,
                began,
                started,
                Map.of("name", "Alice Example"),
                tokens,
                absoluteTimeout);
    }
}
