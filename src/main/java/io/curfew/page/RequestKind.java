package io.curfew.page;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for the answer: a browser that shows it and follows a redirect anywhere, or a program (a script in a page, an API
 * client, an image or style sheet that a page wants) which cannot do anything with a redirect to another origin or with a page.
 *
 * <p>A hint about the form of an answer, never a security decision: every header that it reads can be forged.
 */
public enum RequestKind {
    /** A person sees the answer: pages and redirects. */
    NAVIGATION,
    /** A program reads the answer: status codes, JSON, problem documents. */
    CALL;

    /** The only methods that links, address bars and forms can send. */
    private static final Set<String> NAVIGATION_METHODS = Set.of("GET", "HEAD", "POST");

    /** Decides by the method and {@code X-Requested-With}, {@code Sec-Fetch-Mode}, {@code Sec-Fetch-Dest}, {@code Accept}. */
    public static RequestKind of(String method, RequestHeaders headers) {
        if (!NAVIGATION_METHODS.contains(method)) {
            return CALL;
        }
        // Only this value: Android web views send the name of their application with every navigation.
        if ("XMLHttpRequest".equalsIgnoreCase(headers.first("X-Requested-With"))) {
            return CALL;
        }
        String mode = headers.first("Sec-Fetch-Mode");
        if (mode != null) {
            // With any destination: a navigation that passed through a service worker has the empty one.
            return "navigate".equals(mode) ? NAVIGATION : CALL;
        }
        if ("empty".equals(headers.first("Sec-Fetch-Dest"))) {
            return CALL;
        }
        // Browsers send no Sec-Fetch fields over plain http. Their navigations ask for text/html by name, scripts do
        // not.
        return prefersHtml(headers.first("Accept")) ? NAVIGATION : CALL;
    }

    private static boolean prefersHtml(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        double html = 0;
        double json = 0;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.split(";", -1);
            String type = parts[0].strip();
            if (type.equals("text/html") || type.equals("application/xhtml+xml")) {
                html = Math.max(html, quality(parts));
            } else if (type.equals("application/json") || type.endsWith("+json")) {
                json = Math.max(json, quality(parts));
            }
        }
        return html > 0 && html >= json;
    }

    /** The {@code q} of a media range (RFC 9110, section 12.4.2); one that cannot be read counts as 1. */
    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.matches("q=[01](\\.\\d{0,3})?")) {
                return Double.parseDouble(parameter.substring(2));
            }
        }
        return 1;
    }
}
