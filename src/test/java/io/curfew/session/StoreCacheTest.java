package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.infinispan.commons.api.BasicCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreCacheTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ProviderSession SCOPE = new ProviderSession(LoginBuilder.ISSUER, "sid-1");

    private final EmbeddedStore store = EmbeddedStore.local();
    private final List<String> calls = new ArrayList<>();

    @AfterEach
    void close() {
        store.close();
    }

    /** A write that fails because of an equal one does not wait until that one has reached all nodes. */
    @Test
    void anEqualValueThatAnotherCallHasJustWrittenIsWrittenAgain() {
        BasicCache<LogoutScope, LogoutMark> marks = store.caches().logouts();
        LogoutMark mark = new LogoutMark(5);
        new LogoutMarks(new StoreCache<>("logouts", beforePutIfAbsent(marks, () -> marks.put(SCOPE, mark))), HOUR)
                .write(SCOPE, mark);
        assertEquals(List.of("get", "putIfAbsent", "get", "replace"), calls);
        assertEquals(mark, marks.get(SCOPE));
    }

    @Test
    void anAttemptThatFindsWhatItHasItselfWrittenIsTheFirst() {
        BasicCache<LogoutTokenId, String> tokens = store.caches().logoutTokens();
        LogoutTokenId id = new LogoutTokenId(LoginBuilder.ISSUER, "jti-1");
        StoreCache<LogoutTokenId, String> repeating = new StoreCache<>(
                "logout_tokens", beforePutIfAbsent(tokens, () -> tokens.put(id, "mine", 1, TimeUnit.HOURS)));
        assertTrue(repeating.putFirst(id, "mine", HOUR));
        assertFalse(new StoreCache<>("logout_tokens", tokens).putFirst(id, "another's", HOUR));
    }

    private <K, V> BasicCache<K, V> beforePutIfAbsent(BasicCache<K, V> cache, Runnable before) {
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BasicCache.class}, (self, method, arguments) -> {
                    calls.add(method.getName());
                    if (method.getName().equals("putIfAbsent")) {
                        before.run();
                    }
                    return method.invoke(cache, arguments);
                });
        @SuppressWarnings("unchecked")
        BasicCache<K, V> intercepted = (BasicCache<K, V>) proxy;
        return intercepted;
    }
}
