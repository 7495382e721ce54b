package io.curfew.console;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.page.RequestHeaders;
import io.curfew.routing.HostRoutes;
import io.curfew.routing.PathVerdict;
import io.curfew.routing.RequestPath;
import io.curfew.routing.RouteMatch;
import io.curfew.routing.RouteTable;
import io.curfew.session.WatchedSessions;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The session of a page: that of the route at the page's path, which the page names by {@code at}, or the browser by
 * {@code Referer}; with neither, that of the first route at the host. Only pages of the gateway's own origin are told.
 */
public final class PageSession {
    private static final String AT = "at=";

    private final RouteTable routes;
    private final WatchedSessions sessions;

    /** Creates it. */
    public PageSession(RouteTable routes, WatchedSessions sessions) {
        this.routes = routes;
        this.sessions = sessions;
    }

    /** May throw {@link io.curfew.session.StoreUnavailableException}. */
    PageVerdict look(PageRequest request) {
        HostRoutes here = routes.at(request.host());
        if (isForeign(here.publicUrl(), request.headers())) {
            return new PageVerdict.Foreign();
        }
        Optional<Route> route = route(here, request);
        return route.<PageVerdict>map(known -> new PageVerdict.Seen(
                        known, sessions.look(known, request.presented().apply(known))))
                .orElseGet(PageVerdict.NoRoute::new);
    }

    /** Browsers say by themselves where a request comes from; programs say nothing, and have no user's cookie. */
    private static boolean isForeign(PublicUrl own, RequestHeaders headers) {
        String site = headers.first("Sec-Fetch-Site");
        String origin = headers.first("Origin");
        return (site != null && !site.equals("same-origin") && !site.equals("none"))
                || (origin != null && !origin.equals(own.origin()));
    }

    private static Optional<Route> route(HostRoutes here, PageRequest request) {
        List<String> named = named(request.rawQuery());
        if (named.size() > 1) {
            return Optional.empty();
        }
        if (named.size() == 1) {
            return decoded(named.get(0)).flatMap(path -> routeAt(here, path));
        }
        String referer = request.headers().first("Referer");
        String path = referer == null ? null : pathOf(here.publicUrl(), referer);
        Optional<Route> ofReferer = path == null ? Optional.empty() : routeAt(here, path);
        return ofReferer.isPresent() ? ofReferer : here.first();
    }

    private static Optional<Route> routeAt(HostRoutes here, String rawPath) {
        return RequestPath.of(rawPath, here.publicUrl().contextPath()) instanceof PathVerdict.Normal normal
                ? here.matchNavigation(normal.path()).map(RouteMatch::route)
                : Optional.empty();
    }

    private static List<String> named(@Nullable String rawQuery) {
        return rawQuery == null
                ? List.of()
                : Arrays.stream(rawQuery.split("&", -1))
                        .filter(pair -> pair.startsWith(AT))
                        .map(pair -> pair.substring(AT.length()))
                        .toList();
    }

    private static Optional<String> decoded(String written) {
        try {
            return Optional.of(URLDecoder.decode(written, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String pathOf(PublicUrl own, String referer) {
        try {
            URI uri = new URI(referer);
            return own.origin().equals(uri.getScheme() + "://" + uri.getRawAuthority()) ? uri.getRawPath() : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
