package io.curfew.login;

import io.curfew.config.PublicUrl;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the browser goes after a login: a path with an optional query on the gateway's own origin, never anything else. The
 * redirect is always made of our origin and this text, so the rules below are a second wall.
 *
 * @param pathAndQuery starts with a slash that no second slash follows; printable ASCII, without backslash in the path and
 *     without fragment; the query is as the browser wrote it
 */
record ReturnTarget(String pathAndQuery) {
    /** Longer ones are not kept: anybody may start a login, and each is remembered for a while. */
    static final int LONGEST = 2048;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** The target of a request that the gate saw itself; empty when it is too long to be kept. */
    static Optional<ReturnTarget> ofRequest(String normalisedPath, @Nullable String rawQuery) {
        String whole = rawQuery == null ? normalisedPath : normalisedPath + "?" + printable(rawQuery);
        return isSafe(whole) ? Optional.of(new ReturnTarget(whole)) : Optional.empty();
    }

    /** Reads a {@code return_to} argument: a path, or an absolute URL of the gateway's own origin; empty for anything else. */
    static Optional<ReturnTarget> parse(String raw, PublicUrl publicUrl) {
        String origin = publicUrl.origin();
        String path = raw.startsWith(origin + "/") ? raw.substring(origin.length()) : raw;
        return isSafe(path) ? Optional.of(new ReturnTarget(path)) : Optional.empty();
    }

    /** The top of a route's path. */
    static ReturnTarget home(String contextPath, String routePath) {
        return new ReturnTarget(contextPath + routePath + "/");
    }

    /** The absolute URL to redirect to. */
    String location(PublicUrl publicUrl) {
        return publicUrl.origin() + pathAndQuery;
    }

    /** The path without the query. */
    String path() {
        return pathOf(pathAndQuery);
    }

    private static String pathOf(String pathAndQuery) {
        int query = pathAndQuery.indexOf('?');
        return query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
    }

    private static boolean isSafe(String whole) {
        // Browsers drop tabs and line breaks and read a backslash in a path as a slash before they parse a URL.
        return whole.length() <= LONGEST
                && whole.startsWith("/")
                && !whole.startsWith("//")
                && pathOf(whole).indexOf('\\') < 0
                && whole.chars().allMatch(c -> isPrintable(c) && c != '#');
    }

    private static boolean isPrintable(int c) {
        return c > ' ' && c < 0x7f;
    }

    /** What no header field may hold, encoded: the container hands each byte of a query over as one character. */
    private static String printable(String rawQuery) {
        if (rawQuery.chars().allMatch(ReturnTarget::isPrintable)) {
            return rawQuery;
        }
        StringBuilder out = new StringBuilder(rawQuery.length() + 16);
        for (byte octet : rawQuery.getBytes(StandardCharsets.ISO_8859_1)) {
            if (isPrintable(octet)) {
                out.append((char) octet);
            } else {
                out.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return out.toString();
    }
}
