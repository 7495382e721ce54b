package io.curfew.proxy;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Turns a {@code Location} or {@code Content-Location} on an address of a route's upstreams, or one that is a path alone, into
 * the public one; leaves every other as it is.
 */
final class PublicLocation {
    private final List<Origin> origins = new ArrayList<>();
    private final PublicPath paths;
    private final String stripped;

    PublicLocation(Route route, String stripped, PublicPath paths) {
        this.paths = paths;
        this.stripped = stripped;
        for (URI upstream : route.upstream().servers().uris()) {
            String origin = upstream.getScheme() + "://" + upstream.getRawAuthority();
            String base = PublicPath.base(upstream);
            origins.add(new Origin(origin, base));
            if (upstream.getPort() < 0) {
                origins.add(new Origin(origin + (upstream.getScheme().equals("https") ? ":443" : ":80"), base));
            }
        }
        origins.sort(
                Comparator.comparingInt((Origin origin) -> origin.base.length()).reversed());
    }

    /**
     * The public form of a value.
     *
     * @param publicUrl where the browser reaches the gateway
     */
    String of(String location, PublicUrl publicUrl) {
        if (location.startsWith("/")) {
            String rewritten = namesHost(location) ? location : paths.of(location);
            // without its base path the rest of a harmless path could name a host
            return namesHost(rewritten) && !rewritten.equals(location) ? publicUrl.origin() + rewritten : rewritten;
        }
        for (Origin origin : origins) {
            if (location.regionMatches(true, 0, origin.url, 0, origin.url.length())) {
                String path = location.substring(origin.url.length());
                if (PublicPath.isOnOrBelow(path, origin.base)) {
                    return publicUrl.resolve(stripped) + path.substring(origin.base.length());
                }
            }
        }
        return location;
    }

    /** As browsers read it: they drop tabs, and take a backslash for a slash. */
    private static boolean namesHost(String path) {
        String read = path.replace("\t", "");
        return read.startsWith("//") || read.startsWith("/\\");
    }

    /** Scheme, host and port of an upstream, and its base path. */
    private record Origin(String url, String base) {}
}
