package io.curfew.proxy;

import io.curfew.config.PublicUrl;
import io.curfew.routing.RouteMatch;
import java.net.URI;
import java.util.Locale;

/** Turns an absolute {@code Location} on the upstream's own address into the public one; leaves every other as it is. */
final class PublicLocation {
    private final PublicUrl publicUrl;

    PublicLocation(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    String of(String location, RouteMatch match) {
        URI upstream = match.route().upstream().uri();
        String origin = upstream.getScheme() + "://" + upstream.getRawAuthority();
        if (!location.toLowerCase(Locale.ROOT).startsWith(origin.toLowerCase(Locale.ROOT))) {
            return location;
        }
        String path = location.substring(origin.length());
        if (!path.isEmpty() && "/?#".indexOf(path.charAt(0)) < 0) {
            return location;
        }
        String base = upstream.getRawPath() == null ? "" : upstream.getRawPath();
        boolean belowBase = path.startsWith(base)
                && (path.length() == base.length() || "/?#".indexOf(path.charAt(base.length())) >= 0);
        if (!belowBase) {
            return location;
        }
        String rest = path.substring(base.length());
        return publicUrl.resolve(match.strippedPath() + rest);
    }
}
