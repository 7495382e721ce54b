package io.curfew.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What of a route's session is allowed and worth a line at start. */
final class SessionNotices {
    private static final List<Parameter<?>> OF_REMEMBERING = List.of(
            SessionParameters.REMEMBER_COOKIE_NAME,
            SessionParameters.REMEMBER_ROLLING_TIMEOUT,
            SessionParameters.REMEMBER_ABSOLUTE_TIMEOUT);

    private final RouteValues route;
    private final Map<Parameter<?>, String> found = new LinkedHashMap<>();

    private SessionNotices(RouteValues route) {
        this.route = route;
    }

    /** Sentences, each of the parameter it is about. */
    static Map<Parameter<?>, String> of(RouteValues route, boolean https) {
        SessionNotices notices = new SessionNotices(route);
        notices.cookie(https);
        notices.withoutEffect();
        return notices.found;
    }

    private void cookie(boolean https) {
        if (!route.get(SessionParameters.COOKIE_HTTP_ONLY)) {
            found.put(
                    SessionParameters.COOKIE_HTTP_ONLY,
                    "Every script on a page of the gateway's host can read the session cookie and send it elsewhere.");
        }
        if (https && !route.find(SessionParameters.COOKIE_SECURE).orElse(true)) {
            found.put(
                    SessionParameters.COOKIE_SECURE,
                    "Browsers also send the session cookie by http, where it can be read on its way.");
        }
        if (route.find(SessionParameters.COOKIE_DOMAIN).isPresent()) {
            found.put(
                    SessionParameters.COOKIE_DOMAIN,
                    "Every host in this domain gets the session cookie, and can set another in its place.");
        }
        if (!route.get(SessionParameters.COOKIE_PATH).equals("/")) {
            found.put(
                    SessionParameters.COOKIE_PATH,
                    "/oidc/logout does not see the session cookie: such a session is signed out on its route.");
        }
    }

    private void withoutEffect() {
        if (!route.get(SessionParameters.REMEMBER)) {
            OF_REMEMBERING.stream()
                    .filter(parameter -> route.set(parameter).isPresent())
                    .forEach(parameter -> found.put(parameter, "Has no effect: session_remember is false."));
        }
        if (route.get(SessionParameters.LIMIT) == 0
                && route.set(SessionParameters.LIMIT_ACTION).isPresent()) {
            found.put(SessionParameters.LIMIT_ACTION, "Has no effect: session_limit is 0.");
        }
    }
}
