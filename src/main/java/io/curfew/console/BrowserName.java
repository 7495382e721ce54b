package io.curfew.console;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A browser in plain words, by what it says of itself in {@code User-Agent}; a hint for its user and nothing else. */
final class BrowserName {
    private record Known(String token, String name) {}

    /** In this order: browsers also say the names of those that they want to be taken for. */
    private static final List<Known> BROWSERS = List.of(
            new Known("Edg/", "Edge"),
            new Known("EdgA/", "Edge"),
            new Known("EdgiOS/", "Edge"),
            new Known("OPR/", "Opera"),
            new Known("OPT/", "Opera"),
            new Known("SamsungBrowser/", "Samsung Internet"),
            new Known("Vivaldi/", "Vivaldi"),
            new Known("YaBrowser/", "Yandex Browser"),
            new Known("Firefox/", "Firefox"),
            new Known("FxiOS/", "Firefox"),
            new Known("CriOS/", "Chrome"),
            new Known("Chrome/", "Chrome"),
            new Known("Chromium/", "Chrome"),
            new Known("Safari/", "Safari"));

    private static final List<Known> SYSTEMS = List.of(
            new Known("iPhone", "iOS"),
            new Known("iPad", "iOS"),
            new Known("iPod", "iOS"),
            new Known("Android", "Android"),
            new Known("Windows", "Windows"),
            new Known("Macintosh", "macOS"),
            new Known("Mac OS X", "macOS"),
            new Known("CrOS", "ChromeOS"),
            new Known("Linux", "Linux"),
            new Known("X11", "Linux"));

    private static final Pattern PRODUCT = Pattern.compile("([A-Za-z][A-Za-z0-9._-]{0,39})(?:/.*| .*)?");
    private static final String UNKNOWN = "A browser that is not known";

    private BrowserName() {}

    /** Of the whole field, or null. */
    static String of(@Nullable String userAgent) {
        if (userAgent == null) {
            return UNKNOWN;
        }
        String browser = find(BROWSERS, userAgent);
        String system = find(SYSTEMS, userAgent);
        String name = browser == null ? product(userAgent) : browser;
        return system == null ? name : name + " on " + system;
    }

    /** The first product token; every browser is a Mozilla. */
    private static String product(String userAgent) {
        Matcher first = PRODUCT.matcher(userAgent);
        return first.matches() && !first.group(1).equals("Mozilla") ? first.group(1) : UNKNOWN;
    }

    private static @Nullable String find(List<Known> all, String userAgent) {
        for (Known one : all) {
            if (userAgent.contains(one.token())) {
                return one.name();
            }
        }
        return null;
    }
}
