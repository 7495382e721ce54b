package io.curfew.config;

import java.util.Locale;

/** What a sign-out may ask the browser to forget of the gateway's origin (W3C Clear Site Data). */
public enum SiteData {
    CACHE,
    COOKIES,
    STORAGE;

    /** As it stands in the header field, without its quotes. */
    public String directive() {
        return name().toLowerCase(Locale.ROOT);
    }
}
