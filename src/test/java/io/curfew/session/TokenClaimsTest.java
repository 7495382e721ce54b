package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Secret;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.infinispan.commons.api.BasicCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Claims and refusals on a store that loses answers, is slow, or no longer compares. */
class TokenClaimsTest {
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private final Ground ground = new Ground();
    private final TokenRenewals usual = on(ground.embedded.caches());

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void aClaimWhoseAnswerWasLostIsKnownAsOnesOwn() {
        LiveSession live = ground.begin(ground.login()).session();
        TokenRenewals repeating = on(sessions((cache, method, arguments) -> {
            Object answer = method.invoke(cache, arguments);
            return method.getName().equals("replace") ? false : answer;
        }));
        assertTrue(repeating.claim(live, CLAIM).isPresent());
        assertTrue(repeating.claim(live, CLAIM).isEmpty(), "another request's is not");
        assertTrue(usual.claim(live, CLAIM).isEmpty());
    }

    @Test
    void aRefusalThatComesLateEndsNothingThatWasRenewedMeanwhile() {
        LoginOutcome.Begun begun = ground.begin(ground.login());
        LiveSession late = usual.claim(begun.session(), CLAIM).orElseThrow();
        ground.clock.advance(CLAIM.plusSeconds(10));
        TokenRenewals slow = on(sessions((cache, method, arguments) -> {
            if (method.getName().equals("remove")) {
                LiveSession claimed = usual.claim(late, CLAIM).orElseThrow();
                usual.renew(claimed, new Tokens("a", "b", "c"), Map.of(), TokenTimes.UNKNOWN);
            }
            return method.invoke(cache, arguments);
        }));

        slow.endUnlessRenewed(late);
        assertTrue(ground.isLive(begun));

        usual.endUnlessRenewed(ground.sessions.find(begun.id(), Ground.IDLING).orElseThrow());
        assertFalse(ground.isLive(begun));
        assertTrue(ground.embedded.caches().sids().isEmpty());
    }

    /** Whatever saves a session: claims, uses and renewals of ids go the same way. */
    @Test
    void aStoreThatNoLongerComparesIsGivenUp() {
        LiveSession live = ground.begin(ground.login()).session();
        SessionCaches caches = sessions((cache, method, arguments) ->
                method.getName().equals("replace") ? false : method.invoke(cache, arguments));
        assertThrows(StoreUnavailableException.class, () -> on(caches).claim(live, CLAIM));
        ground.clock.advance(Duration.ofMinutes(5));
        Sessions hall = ground.sessionsOn(caches);
        assertThrows(StoreUnavailableException.class, () -> hall.touch(live, Ground.IDLING));
    }

    private TokenRenewals on(SessionCaches caches) {
        Seal seal = new Seal(List.of(new Secret("a secret of the test")), new SecureRandom());
        return new TokenRenewals(caches, ground.sessionsOn(caches), seal, ground.clock);
    }

    private interface Call {
        Object make(Object cache, java.lang.reflect.Method method, Object[] arguments)
                throws ReflectiveOperationException;
    }

    @SuppressWarnings("unchecked")
    private SessionCaches sessions(Call call) {
        SessionCaches caches = ground.embedded.caches();
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BasicCache.class}, (self, method, arguments) -> {
                    try {
                        return call.make(caches.sessions(), method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new SessionCaches(
                (BasicCache<SessionKey, Session>) proxy,
                caches.sids(),
                caches.subjects(),
                caches.logouts(),
                caches.logoutTokens(),
                caches.logins());
    }
}
