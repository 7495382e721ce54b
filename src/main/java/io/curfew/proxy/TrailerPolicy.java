package io.curfew.proxy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which fields may follow a body (RFC 9110, section 6.5.1): none by which somebody could say after the checks where a message ends,
 * where it goes, who sends it, or how it is to be read. Some servers treat them as if they had stood in the head.
 */
final class TrailerPolicy {
    /** How a client says that it takes trailers, and what that concerns (RFC 9110, section 10.1.4). */
    static final List<HeaderField> ASKED_FOR =
            List.of(new HeaderField("TE", "trailers"), new HeaderField("Connection", "TE"));

    private static final HopByHop HOP_BY_HOP = HopByHop.of(List.of());

    private static final Set<String> FORBIDDEN = Set.of(
            "age",
            "authorization",
            "cachecontrol",
            "clearsitedata",
            "contentencoding",
            "contentlength",
            "contentlocation",
            "contentrange",
            "contenttype",
            "cookie",
            "date",
            "expect",
            "expires",
            "host",
            "ifmatch",
            "ifmodifiedsince",
            "ifnonematch",
            "ifrange",
            "ifunmodifiedsince",
            "location",
            "maxforwards",
            "origin",
            "pragma",
            "range",
            "referer",
            "retryafter",
            "setcookie",
            "setcookie2",
            "transferencoding",
            "vary",
            "warning",
            "wwwauthenticate");

    private TrailerPolicy() {}

    static boolean passes(HeaderField field) {
        String letters = field.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9$]", "");
        return field.isWellFormed()
                && !HOP_BY_HOP.covers(field)
                && !FORBIDDEN.contains(letters)
                && !letters.startsWith("$")
                && !letters.startsWith("proxy");
    }

    static boolean isAskedForBy(HeaderField field) {
        return field.is("TE")
                && Stream.of(field.value().split(",", -1))
                        .anyMatch(coding -> coding.strip().equalsIgnoreCase("trailers"));
    }
}
