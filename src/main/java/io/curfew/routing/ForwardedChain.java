package io.curfew.routing;

import io.curfew.config.IpAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a proxy in front says it forwards a request for, and whom those before it said so: addresses from {@code X-Forwarded-For}, or
 * from {@code Forwarded} (RFC 7239) where there is none. It is read from the right, where the proxy itself writes, up to the
 * first entry that is malformed: that one and what stands before it may be anybody's words, what stands behind it is not.
 *
 * <p>{@code Connection} cannot take the fields away: a client could otherwise make a proxy look like the client.
 */
public final class ForwardedChain {
    /** More entries than proxies stand in a row anywhere; those on the left are left out. */
    public static final int MOST = 20;

    private static final String UNKNOWN = "unknown";
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private final boolean usual;
    private final List<String> nodes = new ArrayList<>();

    private ForwardedChain(boolean usual) {
        this.usual = usual;
    }

    /**
     * Addresses without ports and brackets, or {@code unknown}, the client's first. The list can be added to.
     *
     * @param forwardedFor the values of {@code X-Forwarded-For}, in order
     * @param forwarded those of {@code Forwarded}
     */
    public static List<String> of(List<String> forwardedFor, List<String> forwarded) {
        boolean usual = !forwardedFor.isEmpty();
        List<String> values = usual ? forwardedFor : forwarded;
        ForwardedChain chain = new ForwardedChain(usual);
        boolean goesOn = true;
        for (int i = values.size() - 1; i >= 0 && goesOn; i--) {
            goesOn = chain.takeFromRight(values.get(i));
        }
        Collections.reverse(chain.nodes);
        return chain.nodes;
    }

    /** Whether everything was taken. */
    private boolean takeFromRight(String value) {
        int end = value.length();
        while (end >= 0) {
            int comma = value.lastIndexOf(',', end - 1);
            String entry = value.substring(comma + 1, end).trim();
            if (!entry.isEmpty()) {
                String node = usual ? node(entry) : forwardedFor(entry);
                if (node == null || nodes.size() == MOST) {
                    return false;
                }
                nodes.add(node);
            }
            end = comma;
        }
        return true;
    }

    /**
     * What {@code for} of an element says. Commas and semicolons divide here in any place: no address has one, and inside quotes
     * they are for hiding something.
     */
    private static @Nullable String forwardedFor(String element) {
        String found = null;
        for (String written : element.split(";", -1)) {
            String pair = written.trim();
            int equals = pair.indexOf('=');
            String value = equals < 0 ? null : unquoted(pair.substring(equals + 1));
            if (value == null || !isToken(pair.substring(0, equals))) {
                return null;
            }
            if (pair.regionMatches(true, 0, "for=", 0, 4)) {
                if (found != null) {
                    return null;
                }
                found = value;
            }
        }
        return found == null ? null : node(found);
    }

    private static @Nullable String unquoted(String value) {
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
            return isToken(value) ? value : null;
        }
        String inner = value.substring(1, value.length() - 1);
        return inner.indexOf('"') < 0 && inner.indexOf('\\') < 0 ? inner : null;
    }

    /** RFC 7239, section 6; without brackets only an address without a port. */
    private static @Nullable String node(String text) {
        if (text.equalsIgnoreCase(UNKNOWN) || (text.startsWith("_") && isToken(text))) {
            return UNKNOWN;
        }
        int bracket = text.startsWith("[") ? text.indexOf(']') : 0;
        int colon = text.indexOf(':');
        boolean one = colon == text.lastIndexOf(':');
        if (bracket < 0) {
            return null;
        }
        int end = bracket > 0 ? bracket + 1 : one && colon >= 0 ? colon : text.length();
        if (end < text.length() && !isPort(text, end)) {
            return null;
        }
        String address = bracket > 0 ? text.substring(1, bracket) : text.substring(0, end);
        boolean fits = bracket == 0 || address.indexOf(':') >= 0;
        return fits && IpAddress.of(address) != null ? address : null;
    }

    /** RFC 9110, section 5.6.2. */
    private static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** A colon and digits up to the end. */
    private static boolean isPort(String text, int from) {
        int digits = text.length() - from - 1;
        boolean port = text.charAt(from) == ':' && digits >= 1 && digits <= 5;
        for (int i = from + 1; i < text.length() && port; i++) {
            port = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return port;
    }
}
