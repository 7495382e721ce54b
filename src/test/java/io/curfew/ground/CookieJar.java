package io.curfew.ground;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The cookies of one browser; safe for use by many threads. */
public final class CookieJar {
    private final Clock clock;
    private final List<Cookie> cookies = new ArrayList<>();

    public CookieJar(Clock clock) {
        this.clock = clock;
    }

    /** Takes in the {@code Set-Cookie} headers of a response; what is over removes what was there. */
    public synchronized void accept(URI from, List<String> setCookieHeaders) {
        for (String header : setCookieHeaders) {
            Cookie cookie = Cookie.parse(header, from, clock.instant());
            if (cookie != null) {
                cookies.removeIf(cookie::isSameAs);
                cookies.add(cookie);
            }
        }
        cookies.removeIf(cookie -> cookie.isOver(clock.instant()));
    }

    /**
     * The {@code Cookie} header for a request, or null if none goes there.
     *
     * @param crossSite whether a page of another site causes the request
     * @param safeNavigation whether it is a top-level navigation with a safe method, with which lax cookies go across sites
     */
    public synchronized @Nullable String header(URI uri, boolean crossSite, boolean safeNavigation) {
        cookies.removeIf(cookie -> cookie.isOver(clock.instant()));
        String header = cookies.stream()
                .filter(cookie -> cookie.goesTo(uri, crossSite, safeNavigation))
                .sorted(Comparator.comparingInt(
                        (Cookie cookie) -> -cookie.path().length()))
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
        return header.isEmpty() ? null : header;
    }

    /** The cookie of this name, or null. */
    public synchronized @Nullable Cookie find(String name) {
        return cookies.stream()
                .filter(cookie -> cookie.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    public synchronized List<Cookie> all() {
        return List.copyOf(cookies);
    }

    /** Puts a cookie in as if a server had set it, for tests that replay a stolen or an old one. */
    public synchronized void put(Cookie cookie) {
        cookies.removeIf(cookie::isSameAs);
        cookies.add(cookie);
    }

    /** Forgets the cookies of this name, as when the browser is closed. */
    public synchronized void forget(String name) {
        cookies.removeIf(cookie -> cookie.name().equals(name));
    }

    public synchronized void clear() {
        cookies.clear();
    }
}
