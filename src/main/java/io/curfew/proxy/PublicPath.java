package io.curfew.proxy;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import java.net.URI;
import java.util.Comparator;
import java.util.List;

/**
 * The way back of a route's paths: what an upstream calls {@code /base/x} is {@code /context/route/x} to the browser. A path
 * that is already public, since the application honours {@code X-Forwarded-Prefix}, is left as it is.
 */
final class PublicPath {
    private final String prefix;
    private final List<String> bases;

    PublicPath(PublicUrl publicUrl, Route route, String stripped) {
        prefix = publicUrl.contextPath() + stripped;
        bases = route.upstream().servers().uris().stream()
                .map(PublicPath::base)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    static String base(URI upstream) {
        return upstream.getRawPath() == null ? "" : upstream.getRawPath();
    }

    /** The public form of a path that starts with a slash, a query behind it or not; itself if the route does not lead there. */
    String of(String path) {
        if (!prefix.isEmpty() && isOnOrBelow(path, prefix)) {
            return path;
        }
        for (String base : bases) {
            if (isOnOrBelow(path, base)) {
                String rest = path.substring(base.length());
                return prefix.isEmpty() && !rest.startsWith("/") ? "/" + rest : prefix + rest;
            }
        }
        return path;
    }

    /** The public form of a cookie's path; one above a base path stands for all of the route. */
    String ofCookie(String path) {
        String whole = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (!prefix.isEmpty() && isOnOrBelow(path, prefix)) {
            return path;
        }
        for (String base : bases) {
            if (isOnOrBelow(base, whole)) {
                // without a slash at its end: a cookie for "/orders/" would not be sent to "/orders"
                return prefix.isEmpty() ? "/" : prefix;
            }
        }
        return of(path);
    }

    static boolean isOnOrBelow(String path, String base) {
        return path.startsWith(base)
                && (path.length() == base.length() || "/?#".indexOf(path.charAt(base.length())) >= 0);
    }
}
