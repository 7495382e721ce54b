package io.curfew.ground;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form found in a page.
 *
 * @param action where it is sent, absolute
 * @param method {@code GET} or {@code POST}
 * @param fields names and values of its inputs
 */
public record HtmlForm(URI action, String method, Map<String, String> fields) {
    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", flags());
    private static final Pattern INPUT = Pattern.compile("<(?:input|button)\\b([^>]*)>", flags());

    public HtmlForm {
        fields = new LinkedHashMap<>(fields);
    }

    /** The first form of the page whose opening tag contains the text; an empty text means any form. */
    public static HtmlForm in(Answer page, String text) {
        Matcher form = FORM.matcher(page.body());
        while (form.find()) {
            String tag = form.group(1);
            if (tag.contains(text)) {
                return read(page.uri(), tag, form.group(2));
            }
        }
        throw new IllegalStateException("There is no form with '" + text + "' in\n" + page);
    }

    private static HtmlForm read(URI page, String tag, String content) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher input = INPUT.matcher(content);
        while (input.find()) {
            String name = attribute(input.group(1), "name");
            String type = attribute(input.group(1), "type");
            boolean sent = name != null && !"checkbox".equals(type) && !"submit".equals(type);
            if (sent) {
                String value = attribute(input.group(1), "value");
                fields.put(name, value == null ? "" : value);
            }
        }
        String action = attribute(tag, "action");
        String method = attribute(tag, "method");
        return new HtmlForm(
                page.resolve(action == null || action.isEmpty() ? page.toString() : action),
                method == null ? "GET" : method.toUpperCase(Locale.ROOT),
                fields);
    }

    /** A copy with a field filled in. */
    public HtmlForm with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new HtmlForm(action, method, more);
    }

    private static @Nullable String attribute(String tag, String name) {
        Matcher matcher = Pattern.compile(
                        "(?:^|\\s)" + name + "\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))", flags())
                .matcher(tag);
        if (!matcher.find()) {
            return null;
        }
        for (int group = 1; group <= 3; group++) {
            String value = matcher.group(group);
            if (value != null) {
                return unescape(value);
            }
        }
        return "";
    }

    private static String unescape(String text) {
        return text.replace("&#x3D;", "=")
                .replace("&#61;", "=")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private static int flags() {
        return Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
    }
}
