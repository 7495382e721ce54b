package io.curfew.login;

import io.curfew.config.PublicUrl;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the browser goes after a login: a path with an optional query on the gateway's own origin, never anything else. The
 * redirect is always made of our origin and this text, so the rules below are a second wall.
 *
 * @param pathAndQuery starts with a slash that no second slash follows; printable ASCII without backslash and fragment
 */
record ReturnTarget(String pathAndQuery) {
    private static final int LONGEST = 4096;

    /** The target of a request that the gate saw itself; without its query when that cannot be kept. */
    static ReturnTarget ofRequest(String normalisedPath, @Nullable String rawQuery) {
        String whole = rawQuery == null ? normalisedPath : normalisedPath + "?" + rawQuery;
        return new ReturnTarget(isSafe(whole) ? whole : normalisedPath);
    }

    /** Reads a {@code return_to} argument: a path, or an absolute URL of the gateway's own origin; empty for anything else. */
    static Optional<ReturnTarget> parse(String raw, PublicUrl publicUrl) {
        String origin = publicUrl.origin();
        String path = raw.startsWith(origin + "/") ? raw.substring(origin.length()) : raw;
        return isSafe(path) ? Optional.of(new ReturnTarget(path)) : Optional.empty();
    }

    /** The absolute URL to redirect to. */
    String location(PublicUrl publicUrl) {
        return publicUrl.origin() + pathAndQuery;
    }

    /** The path without the query. */
    String path() {
        int query = pathAndQuery.indexOf('?');
        return query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
    }

    // Browsers drop tabs and line breaks and read a backslash as a slash before they parse a URL: none may occur
    // anywhere.
    private static boolean isSafe(String path) {
        return path.length() <= LONGEST
                && path.startsWith("/")
                && !path.startsWith("//")
                && path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\' && c != '#');
    }
}
