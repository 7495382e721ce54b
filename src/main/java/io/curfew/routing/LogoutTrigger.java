package io.curfew.routing;

import io.curfew.config.LogoutSettings;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a request on a route means "sign out", by the route's {@link LogoutSettings}. */
public final class LogoutTrigger {
    private LogoutTrigger() {}

    /**
     * Whether path or query say so, with a method that may. With any other method the request is an ordinary one.
     *
     * @param rawQuery the undecoded query without its question mark, or null
     */
    public static boolean signsOut(RouteMatch match, String method, @Nullable String rawQuery) {
        LogoutSettings logout = match.route().logout();
        if (!logout.methods().contains(method)) {
            return false;
        }
        String suffix = logout.uriSuffix();
        if (suffix != null && !suffix.isEmpty() && match.pathBelowRoute().endsWith(suffix)) {
            return true;
        }
        String argument = logout.queryArg();
        return argument != null && rawQuery != null && namesArgument(rawQuery, argument);
    }

    /**
     * Whether the body must be read to know: the route has a {@code logout_post_arg} and this is a form posted with a method
     * that may sign out. The body then goes to {@link #namesArgument} and, if that says no, to the upstream.
     *
     * @param contentType the {@code Content-Type} of the request, or null
     */
    public static boolean dependsOnBody(RouteMatch match, String method, @Nullable String contentType) {
        LogoutSettings logout = match.route().logout();
        return logout.postArg() != null
                && method.equals("POST")
                && logout.methods().contains(method)
                && contentType != null
                && mediaType(contentType).equals("application/x-www-form-urlencoded");
    }

    /**
     * Whether form-encoded text, a query or a body, holds an argument of this name, with or without a value.
     *
     * @param form the undecoded text
     * @param name the decoded name, case-sensitive
     */
    public static boolean namesArgument(String form, String name) {
        int start = 0;
        while (start < form.length()) {
            int ampersand = form.indexOf('&', start);
            int end = ampersand < 0 ? form.length() : ampersand;
            int nameEnd = start;
            while (nameEnd < end && form.charAt(nameEnd) != '=') {
                nameEnd++;
            }
            if (decoded(form.substring(start, nameEnd)).equals(name)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    private static String decoded(String written) {
        try {
            return URLDecoder.decode(written, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A broken percent-encoding stands for itself, as it does in browsers.
            return written;
        }
    }

    private static String mediaType(String contentType) {
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
