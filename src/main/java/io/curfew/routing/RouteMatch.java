package io.curfew.routing;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The route of a request and its path, decided once; what is forwarded is what was decided on.
 *
 * @param route the route
 * @param routePath the one of its paths that the request lies on or below
 * @param path the normalised path below the context root
 * @param publicUrl where the browser that sent it reaches the gateway: at a host of the configuration, whatever the request says
 */
public record RouteMatch(Route route, String routePath, RequestPath path, PublicUrl publicUrl) {
    /** The request attribute under which the gate hands it on. */
    public static final String ATTRIBUTE = "io.curfew.routing.RouteMatch";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    public RouteMatch {
        if (!path.isOnOrBelow(routePath)) {
            throw new IllegalArgumentException("the path does not lie below the route");
        }
    }

    /** What the path adds to the route's path: empty, or a path that starts with a slash. */
    public String pathBelowRoute() {
        return path.value().substring(routePath.length());
    }

    /** Whether it lies on or below one of the route's anonymous paths, where no session is needed. */
    public boolean isAnonymous() {
        for (String anonymous : route.requests().anonymousPaths()) {
            if (path.isOnOrBelow(anonymous, routePath.length())) {
                return true;
            }
        }
        return false;
    }

    /** What is taken off before forwarding: the route's path, or nothing. */
    public String strippedPath() {
        return route.upstream().stripPath() ? routePath : "";
    }

    /**
     * The request target for an upstream: its base path, the path that was decided on (without the route's path if the route
     * strips it) and the query.
     *
     * @param base the upstream's base path: empty, or a path that starts with a slash and does not end with one
     * @param rawQuery the undecoded query without its question mark, or null; passed on as it is, except that what no
     *     request target may hold is percent-encoded
     */
    public String forwardTarget(String base, @Nullable String rawQuery) {
        String path = route.upstream().stripPath() ? pathBelowRoute() : this.path.value();
        StringBuilder target = new StringBuilder(base).append(path);
        if (target.isEmpty()) {
            target.append('/');
        }
        if (rawQuery != null) {
            appendQuery(target.append('?'), rawQuery);
        }
        return target.toString();
    }

    private static void appendQuery(StringBuilder target, String rawQuery) {
        if (mayStandInQuery(rawQuery)) {
            target.append(rawQuery);
            return;
        }
        for (byte octet : rawQuery.getBytes(StandardCharsets.UTF_8)) {
            if (mayStandInQuery(octet)) {
                target.append((char) octet);
            } else {
                target.append('%').append(HEX.toHexDigits(octet));
            }
        }
    }

    private static boolean mayStandInQuery(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!mayStandInQuery(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayStandInQuery(int c) {
        return c > ' ' && c < 0x7F && c != '#';
    }
}
