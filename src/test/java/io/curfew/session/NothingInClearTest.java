package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reading the store gives nobody a token or a cookie. */
class NothingInClearTest {
    @Test
    void theStoreHoldsNoTokenAndNoCookie() throws Exception {
        try (Ground ground = new Ground()) {
            LoginOutcome.Begun begun = ground.begin(ground.login());
            new Logins(ground.embedded.caches())
                    .put("id of a login", new PendingLogin("orders", "/", Map.of(), 0), Duration.ofMinutes(1));
            ground.sessions.endSid(LoginBuilder.ISSUER, "sid-2", ground.clock.instant());
            ground.sessions.remember(
                    LoginBuilder.ISSUER, "jti", ground.clock.instant().plusSeconds(60));

            String dump = dump(ground.embedded.caches());

            for (String seen : List.of(
                    "alice",
                    "sid-1",
                    "sid-2",
                    "jti",
                    "orders",
                    begun.session().key().value())) {
                assertTrue(dump.contains(seen), "the dump does not reach " + seen);
            }
            Tokens tokens = LoginBuilder.TOKENS;
            for (String secret : Stream.of(
                            tokens.idToken(),
                            tokens.accessToken(),
                            tokens.refreshToken(),
                            begun.id().value(),
                            "id of a login")
                    .toList()) {
                assertFalse(dump.contains(secret), "in clear: " + secret);
            }
        }
    }

    @Test
    void whatMayBeLoggedByMistakeSaysNothing() {
        try (Ground ground = new Ground()) {
            Login login = ground.login().build();
            LoginOutcome.Begun begun = ground.begin(ground.login());
            String text = login + " " + login.tokens() + " " + begun;

            assertFalse(text.contains("token."), text);
            assertFalse(text.contains(begun.id().value()), text);
            assertFalse(text.contains("sid-1"), text);
            assertFalse(text.contains("alice"), text);
        }
    }

    private static String dump(SessionCaches caches) throws Exception {
        StringBuilder dump = new StringBuilder();
        for (Map<?, ?> cache : List.<Map<?, ?>>of(
                caches.sessions(),
                caches.sids(),
                caches.subjects(),
                caches.logouts(),
                caches.logoutTokens(),
                caches.logins())) {
            for (Map.Entry<?, ?> entry : cache.entrySet()) {
                dump.append(deep(entry.getKey()))
                        .append(" -> ")
                        .append(deep(entry.getValue()))
                        .append('\n');
            }
        }
        return dump.toString();
    }

    /** Everything in it: what a record says of itself may hide what it holds. */
    private static String deep(@Nullable Object value) throws Exception {
        if (value instanceof Record) {
            StringBuilder all = new StringBuilder();
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                all.append(deep(component.getAccessor().invoke(value))).append(' ');
            }
            return all.toString();
        }
        if (value instanceof Map<?, ?> map) {
            StringBuilder all = new StringBuilder();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                all.append(deep(entry.getKey()))
                        .append('=')
                        .append(deep(entry.getValue()))
                        .append(' ');
            }
            return all.toString();
        }
        return String.valueOf(value);
    }
}
