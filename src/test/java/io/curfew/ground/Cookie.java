package io.curfew.ground;

import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A cookie as a browser keeps it (RFC 6265bis).
 *
 * @param host the host that set it; without a {@code Domain} attribute it goes to no other
 * @param domain the {@code Domain} attribute, or null
 * @param path the {@code Path} attribute, or the default path of RFC 6265, section 5.1.4
 * @param expires when it goes away, or null at the end of the browser's session
 * @param sameSite {@code lax}, {@code strict} or {@code none}
 */
public record Cookie(
        String name,
        String value,
        String host,
        @Nullable String domain,
        String path,
        boolean secure,
        boolean httpOnly,
        @Nullable Instant expires,
        String sameSite) {

    /** Reads a {@code Set-Cookie} header; null if a browser would ignore it. */
    static @Nullable Cookie parse(String header, URI from, Instant now) {
        String[] parts = header.split(";");
        int equals = parts[0].indexOf('=');
        if (equals <= 0) {
            return null;
        }
        Map<String, String> attributes = attributes(parts);
        String path = attributes.getOrDefault("path", "");
        Cookie cookie = new Cookie(
                parts[0].substring(0, equals).trim(),
                parts[0].substring(equals + 1).trim(),
                from.getHost(),
                attributes.get("domain"),
                path.startsWith("/") ? path : defaultPath(from.getRawPath()),
                attributes.containsKey("secure"),
                attributes.containsKey("httponly"),
                expires(attributes, now),
                attributes.getOrDefault("samesite", "lax").toLowerCase(Locale.ROOT));
        return cookie.isAcceptable(from) ? cookie : null;
    }

    private static Map<String, String> attributes(String[] parts) {
        Map<String, String> attributes = new TreeMap<>();
        for (int index = 1; index < parts.length; index++) {
            String part = parts[index].trim();
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals);
            attributes.put(key.toLowerCase(Locale.ROOT), equals < 0 ? "" : part.substring(equals + 1));
        }
        return attributes;
    }

    private static @Nullable Instant expires(Map<String, String> attributes, Instant now) {
        String maxAge = attributes.get("max-age");
        if (maxAge != null) {
            return now.plusSeconds(Long.parseLong(maxAge));
        }
        String expires = attributes.get("expires");
        if (expires == null) {
            return null;
        }
        try {
            // servers write the date with hyphens, too
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(expires.replace('-', ' ')));
        } catch (DateTimeParseException ignoredByBrowsersToo) {
            return null;
        }
    }

    private static String defaultPath(String requestPath) {
        int lastSlash = requestPath.lastIndexOf('/');
        return lastSlash <= 0 ? "/" : requestPath.substring(0, lastSlash);
    }

    private boolean isAcceptable(URI from) {
        boolean prefixHolds = !name.startsWith("__Host-") || (secure && domain == null && path.equals("/"));
        boolean securePrefixHolds = !name.startsWith("__Secure-") || secure;
        boolean trustworthy = !secure || isTrustworthy(from);
        boolean crossSiteIsSecure = !sameSite.equals("none") || secure;
        return prefixHolds && securePrefixHolds && trustworthy && crossSiteIsSecure;
    }

    /** Browsers treat the loopback interface like https. */
    private static boolean isTrustworthy(URI uri) {
        return uri.getScheme().equals("https")
                || uri.getHost().equals("localhost")
                || uri.getHost().equals("127.0.0.1");
    }

    /** The same cookie with another value. */
    public Cookie withValue(String other) {
        return new Cookie(name, other, host, domain, path, secure, httpOnly, expires, sameSite);
    }

    boolean isSameAs(Cookie other) {
        return name.equals(other.name) && host.equals(other.host) && path.equals(other.path);
    }

    boolean isOver(Instant now) {
        return expires != null && !expires.isAfter(now);
    }

    /** Whether it goes to this URL; ports play no part. */
    boolean goesTo(URI uri, boolean crossSite, boolean safeNavigation) {
        String requestPath = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        boolean pathMatches = requestPath.equals(path)
                || (requestPath.startsWith(path) && (path.endsWith("/") || requestPath.charAt(path.length()) == '/'));
        boolean siteMatches = !crossSite || sameSite.equals("none") || (sameSite.equals("lax") && safeNavigation);
        return host.equals(uri.getHost()) && pathMatches && siteMatches && (!secure || isTrustworthy(uri));
    }
}
