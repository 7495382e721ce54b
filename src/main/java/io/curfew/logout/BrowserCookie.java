package io.curfew.logout;

/** A cookie as the browser sent it: never logged, never trusted. */
public record BrowserCookie(String name, String value) {
    @Override
    public String toString() {
        return "[cookie]";
    }
}
