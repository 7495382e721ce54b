package io.curfew.proxy;

import io.curfew.config.Route;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns the {@code Path} of a {@code Set-Cookie} into the public one, and takes out a {@code Domain} that names an upstream:
 * the cookie is then for the gateway's host alone. Everything else stays byte for byte.
 */
final class PublicCookie {
    private final PublicPath paths;
    private final Set<String> hosts;

    PublicCookie(Route route, PublicPath paths) {
        this.paths = paths;
        this.hosts =
                route.upstream().servers().uris().stream().map(URI::getHost).collect(Collectors.toUnmodifiableSet());
    }

    String of(String setCookie) {
        int end = end(setCookie, 0);
        if (end == setCookie.length()) {
            return setCookie;
        }
        // its Path must be "/", or the browser refuses it
        boolean pinned = setCookie.stripLeading().regionMatches(true, 0, "__Host-", 0, 7);
        StringBuilder out = new StringBuilder(setCookie.length() + 16).append(setCookie, 0, end);
        while (end < setCookie.length()) {
            int start = end;
            end = end(setCookie, start + 1);
            append(setCookie.substring(start, end), pinned, out);
        }
        return out.toString();
    }

    private static int end(String setCookie, int from) {
        int semicolon = setCookie.indexOf(';', from);
        return semicolon < 0 ? setCookie.length() : semicolon;
    }

    /**
     * @param attribute with the semicolon before it
     */
    private void append(String attribute, boolean pinned, StringBuilder out) {
        int equals = attribute.indexOf('=');
        if (equals < 0) {
            out.append(attribute);
            return;
        }
        String name = attribute.substring(1, equals).strip();
        String value = attribute.substring(equals + 1).strip();
        if (name.equalsIgnoreCase("Domain") && namesUpstream(value)) {
            return;
        }
        if (name.equalsIgnoreCase("Path") && value.startsWith("/") && !pinned) {
            String path = paths.ofCookie(value);
            if (!path.equals(value)) {
                out.append(attribute, 0, equals + 1).append(path);
                return;
            }
        }
        out.append(attribute);
    }

    private boolean namesUpstream(String domain) {
        String host = domain.startsWith(".") ? domain.substring(1) : domain;
        return hosts.contains(host.toLowerCase(Locale.ROOT));
    }
}
