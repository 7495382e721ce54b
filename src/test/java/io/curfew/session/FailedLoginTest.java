package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.LimitAction;
import io.curfew.config.Route;
import io.curfew.config.SessionLimit;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.infinispan.commons.CacheException;
import org.infinispan.commons.api.BasicCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A login that fails at any step, also when only the store's answer was lost, leaves no seat that nobody sits on. */
class FailedLoginTest {
    private static final int NEVER = Integer.MAX_VALUE;

    private final BrowserGround ground = new BrowserGround();
    private final Route route = BrowserGround.route(
            BrowserGround.rules(BrowserGround.ROLLING, null, new SessionLimit(1, LimitAction.REJECT)));
    private int operationsLeft = NEVER;

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void theNextLoginHasTheSeat() {
        Sessions hall = ground.hallOn(losing(ground.store.caches()));
        int failures = 0;
        for (int operations = 0; operations < 20; operations++) {
            clear();
            operationsLeft = operations;
            try {
                hall.begin(ground.login(route, "alice", "sid-1", null));
            } catch (StoreUnavailableException e) {
                failures++;
                operationsLeft = NEVER;
                assertEquals(0, ground.store.caches().sessions().size(), "after " + operations + " operations");
                assertInstanceOf(
                        LoginOutcome.Begun.class,
                        hall.begin(ground.login(route, "alice", "sid-1", null)),
                        "after " + operations + " operations");
            }
        }
        assertTrue(failures >= 10, failures + " steps failed");
    }

    @Test
    void neitherDoesOneWhoseBrowserKeepsItsOldSession() {
        Sessions hall = ground.hallOn(losing(ground.store.caches()));
        LoginOutcome.Begun before = ground.begin(route);
        LoginOutcome.Begun after = assertInstanceOf(
                LoginOutcome.Begun.class,
                hall.begin(
                        ground.login(route, "alice", "sid-1", before.session().key())));
        operationsLeft = 0;
        assertThrows(StoreUnavailableException.class, () -> new SessionsToEnd(hall)
                .replaceBy(after.session(), before.session()));
        operationsLeft = NEVER;

        assertTrue(hall.find(after.session().key(), Duration.ZERO).isEmpty(), "no browser has it");
        assertTrue(hall.find(before.session().key(), Duration.ZERO).isPresent(), "the control");
        assertInstanceOf(
                LoginOutcome.Begun.class,
                hall.begin(
                        ground.login(route, "alice", "sid-1", before.session().key())));
    }

    private void clear() {
        ground.store.caches().sessions().clear();
        ground.store.caches().sids().clear();
        ground.store.caches().subjects().clear();
    }

    private SessionCaches losing(SessionCaches caches) {
        return new SessionCaches(
                losing(caches.sessions()),
                losing(caches.sids()),
                losing(caches.subjects()),
                losing(caches.logouts()),
                caches.logoutTokens(),
                caches.logins());
    }

    /** Does everything, and loses one answer. */
    @SuppressWarnings("unchecked")
    private <K, V> BasicCache<K, V> losing(BasicCache<K, V> cache) {
        return (BasicCache<K, V>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BasicCache.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(cache, arguments);
                        if (operationsLeft-- == 0) {
                            throw new CacheException("the test lost this answer");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
