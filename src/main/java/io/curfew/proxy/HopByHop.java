package io.curfew.proxy;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The fields that belong to one connection and are not forwarded (RFC 9110, section 7.6.1). */
final class HopByHop {
    private static final Set<String> ALWAYS = Set.of(
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "content-length");

    private final Set<String> named;

    private HopByHop(Set<String> named) {
        this.named = named;
    }

    /** The rule for one message: what it always is, and what its {@code Connection} fields name. */
    static HopByHop of(List<HeaderField> message) {
        Set<String> named = new HashSet<>();
        for (HeaderField field : message) {
            if (field.is("Connection")) {
                for (String option : field.value().split(",", -1)) {
                    named.add(option.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return new HopByHop(named);
    }

    /** {@code Proxy} alone is here because CGI-like applications take it for the setting HTTP_PROXY. */
    boolean covers(HeaderField field) {
        String name = field.lowerCaseName();
        return ALWAYS.contains(name) || name.equals("proxy") || name.startsWith("proxy-") || named.contains(name);
    }
}
