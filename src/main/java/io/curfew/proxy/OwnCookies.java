package io.curfew.proxy;

import io.curfew.config.RememberSettings;
import io.curfew.config.Route;
import io.curfew.config.SessionSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cookies of the gateway itself: the session cookies of all routes and those that remember sessions, everything with the gateway's own prefix and the
 * cookies of the container's login handshake. No upstream sees, sets or clears them.
 */
final class OwnCookies {
    private static final List<String> PREFIXES = List.of("curfew", "wasoidc", "wasrequrloidc");

    private final Set<String> sessionCookies;

    OwnCookies(List<Route> routes) {
        sessionCookies = routes.stream()
                .flatMap(route -> names(route.session()))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> names(SessionSettings session) {
        RememberSettings remember = session.rules().remember();
        return remember == null
                ? Stream.of(session.cookieName())
                : Stream.of(session.cookieName(), remember.cookieName());
    }

    /** A {@code Cookie} value without our cookies, the others in their order; empty when none is left. */
    Optional<String> without(String cookies) {
        StringJoiner rest = new StringJoiner("; ");
        for (String pair : cookies.split(";", -1)) {
            String cookie = pair.strip();
            if (!cookie.isEmpty() && !holdsOurs(cookie)) {
                rest.add(cookie);
            }
        }
        return rest.length() == 0 ? Optional.empty() : Optional.of(rest.toString());
    }

    /**
     * Whether a {@code Set-Cookie} value sets or clears one of ours. A cookie without a name counts: browsers send its bare
     * value back, and the value could read like one of ours.
     */
    boolean isSetBy(String setCookie) {
        int end = setCookie.indexOf(';');
        String pair = end < 0 ? setCookie : setCookie.substring(0, end);
        String name = nameOf(pair);
        return pair.indexOf('=') < 0 || name.isEmpty() || holdsOurs(pair);
    }

    /**
     * Whether a cookie is ours in any reading. Servers that still go by RFC 2965 let a comma end a cookie and leave out a dollar sign
     * before a name; they are told none of ours in this way either, and tell the browser none.
     */
    private boolean holdsOurs(String pair) {
        if (isOurs(nameOf(pair))) {
            return true;
        }
        int comma = pair.indexOf(',');
        while (comma >= 0) {
            int next = pair.indexOf(',', comma + 1);
            String part = pair.substring(comma + 1, next < 0 ? pair.length() : next);
            if (part.indexOf('=') >= 0 && isOurs(nameOf(part))) {
                return true;
            }
            comma = next;
        }
        return false;
    }

    /** In lower case, and our own prefix also behind the browser's name prefixes, so that no near-miss slips through. */
    private boolean isOurs(String name) {
        String written = name.toLowerCase(Locale.ROOT);
        String lower = withoutDollar(written);
        if (sessionCookies.contains(written) || sessionCookies.contains(lower)) {
            return true;
        }
        String bare = bare(lower);
        for (String prefix : PREFIXES) {
            if (bare.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static String nameOf(String pair) {
        int equals = pair.indexOf('=');
        return (equals < 0 ? pair : pair.substring(0, equals)).strip();
    }

    private static String withoutDollar(String name) {
        int start = 0;
        while (start < name.length() && name.charAt(start) == '$') {
            start++;
        }
        return name.substring(start).strip();
    }

    private static String bare(String name) {
        for (String prefix : List.of("__host-", "__secure-")) {
            if (name.startsWith(prefix)) {
                return name.substring(prefix.length());
            }
        }
        return name;
    }
}
