package io.curfew.proxy;

import io.curfew.page.SetCookie;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the gateway itself adds to an upstream's answer. It is for this browser alone, so no cache that others use may keep the
 * answer, whatever the upstream says of it.
 *
 * @param session told of the session; takes the place of fields of the same name
 */
record OwnFields(List<HeaderField> session, List<SetCookie> cookies) {
    private static final int NOT_MODIFIED = 304;
    private static final String CACHE_CONTROL = "Cache-Control";

    /** By these, too, some caches go. */
    private static final Set<String> FOR_CACHES =
            Set.of("cache-control", "expires", "pragma", "surrogate-control", "cdn-cache-control");

    private static final Set<String> FOR_SHARED_CACHES = Set.of("public", "s-maxage", "proxy-revalidate");

    OwnFields {
        session = List.copyOf(session);
        cookies = List.copyOf(cookies);
    }

    /** The fields of an answer with these. What is not modified may be in a cache already, so it gets no cookie: the next answer will do. */
    List<HeaderField> over(List<HeaderField> answer, int status) {
        boolean setsCookies = !cookies.isEmpty() && status != NOT_MODIFIED;
        if (session.isEmpty() && !setsCookies) {
            return answer;
        }
        List<HeaderField> out = new ArrayList<>(answer.size() + session.size() + 2);
        for (HeaderField field : answer) {
            if (!FOR_CACHES.contains(field.lowerCaseName())
                    && session.stream().noneMatch(own -> own.is(field.name()))) {
                out.add(field);
            }
        }
        out.addAll(session);
        if (setsCookies) {
            cookies.forEach(cookie -> out.add(new HeaderField(SetCookie.HEADER, cookie.header())));
            out.add(new HeaderField(CACHE_CONTROL, "no-store"));
        } else {
            addPrivately(out, answer);
        }
        return out;
    }

    /** The fields of an answer that says something of its user: kept by the cache of a browser at most. */
    static List<HeaderField> forOneBrowser(List<HeaderField> answer) {
        List<HeaderField> out = new ArrayList<>(answer.size() + 1);
        for (HeaderField field : answer) {
            if (!FOR_CACHES.contains(field.lowerCaseName())) {
                out.add(field);
            }
        }
        addPrivately(out, answer);
        return out;
    }

    private static void addPrivately(List<HeaderField> out, List<HeaderField> answer) {
        out.add(new HeaderField(CACHE_CONTROL, privately(answer)));
        answer.stream()
                .filter(field -> field.is("Expires") || field.is("Pragma"))
                .forEach(out::add);
    }

    /** What the upstream says of caches, for those of browsers alone. */
    private static String privately(List<HeaderField> answer) {
        return Stream.concat(
                        Stream.of("private"),
                        answer.stream()
                                .filter(field -> field.is(CACHE_CONTROL))
                                .flatMap(field -> Arrays.stream(field.value().split(",", -1)))
                                .map(String::strip)
                                .filter(directive -> !directive.isEmpty() && !isForSharedCaches(directive)))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static boolean isForSharedCaches(String directive) {
        int equals = directive.indexOf('=');
        String name = equals < 0 ? directive : directive.substring(0, equals);
        return FOR_SHARED_CACHES.contains(name.strip().toLowerCase(Locale.ROOT));
    }
}
