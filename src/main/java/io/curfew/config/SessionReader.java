package io.curfew.config;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a route's session settings of values in which no fault was found. */
final class SessionReader {
    private final CookieNames cookieNames;

    SessionReader(CookieNames cookieNames) {
        this.cookieNames = cookieNames;
    }

    SessionSettings read(RouteValues values) {
        return new SessionSettings(
                cookieNames.nameFor(values).orElseThrow(),
                values.get(Parameters.SESSION_IDLING_TIMEOUT),
                values.get(Parameters.SESSION_ABSOLUTE_TIMEOUT),
                new SessionRules(
                        values.get(SessionParameters.ROLLING_TIMEOUT),
                        remember(values),
                        cookie(values),
                        values.get(SessionParameters.AUDIENCE),
                        values.find(SessionParameters.BIND).orElse(Set.of()),
                        new SessionHeaders(
                                values.find(SessionParameters.REQUEST_HEADERS).orElse(List.of()),
                                values.find(SessionParameters.RESPONSE_HEADERS).orElse(List.of())),
                        new SessionLimit(
                                values.get(SessionParameters.LIMIT), values.get(SessionParameters.LIMIT_ACTION))));
    }

    private @Nullable RememberSettings remember(RouteValues values) {
        return !values.get(SessionParameters.REMEMBER)
                ? null
                : new RememberSettings(
                        cookieNames.rememberNameFor(values).orElseThrow(),
                        values.get(SessionParameters.REMEMBER_ROLLING_TIMEOUT),
                        values.get(SessionParameters.REMEMBER_ABSOLUTE_TIMEOUT));
    }

    private CookieAttributes cookie(RouteValues values) {
        return new CookieAttributes(
                values.get(SessionParameters.COOKIE_PATH),
                values.orNull(SessionParameters.COOKIE_DOMAIN),
                values.get(SessionParameters.COOKIE_SAME_SITE),
                values.get(SessionParameters.COOKIE_HTTP_ONLY),
                cookieNames.isSecure(values));
    }
}
