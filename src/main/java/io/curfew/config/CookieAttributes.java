package io.curfew.config;

import org.jspecify.annotations.Nullable;

/**
 * The attributes of a cookie besides its lifetime.
 *
 * @param domain null for the very host that sets it
 */
public record CookieAttributes(
        String path, @Nullable String domain, SameSite sameSite, boolean httpOnly, boolean secure) {
    /** For the whole of the very host, hidden from scripts, and sent along when a link of another site is followed. */
    public static CookieAttributes ofHost(boolean secure) {
        return new CookieAttributes("/", null, SameSite.LAX, true, secure);
    }
}
