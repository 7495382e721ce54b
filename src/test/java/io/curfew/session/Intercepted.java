package io.curfew.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.infinispan.commons.api.BasicCache;

/** Caches that tell a test of every operation before they do it. */
final class Intercepted {
    /** Called before each operation; what it throws is what the store throws. */
    interface Before {
        void operation();
    }

    private Intercepted() {}

    static SessionCaches caches(SessionCaches caches, Before before) {
        return new SessionCaches(
                cache(caches.sessions(), before),
                cache(caches.sids(), before),
                cache(caches.subjects(), before),
                cache(caches.logouts(), before),
                cache(caches.logoutTokens(), before),
                cache(caches.logins(), before));
    }

    /** Caches that cannot do one operation. */
    static SessionCaches without(SessionCaches caches, String operation) {
        return new SessionCaches(
                caches.sessions(),
                caches.sids(),
                caches.subjects(),
                caches.logouts(),
                caches.logoutTokens(),
                failing(caches.logins(), operation));
    }

    @SuppressWarnings("unchecked")
    private static <K, V> BasicCache<K, V> failing(BasicCache<K, V> cache, String operation) {
        return (BasicCache<K, V>) Proxy.newProxyInstance(
                Intercepted.class.getClassLoader(), new Class<?>[] {BasicCache.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(operation)) {
                        throw new IllegalStateException("the store is down");
                    }
                    return method.invoke(cache, arguments);
                });
    }

    @SuppressWarnings("unchecked")
    private static <K, V> BasicCache<K, V> cache(BasicCache<K, V> cache, Before before) {
        return (BasicCache<K, V>) Proxy.newProxyInstance(
                Intercepted.class.getClassLoader(), new Class<?>[] {BasicCache.class}, (proxy, method, arguments) -> {
                    before.operation();
                    try {
                        return method.invoke(cache, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
