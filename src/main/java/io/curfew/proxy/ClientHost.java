package io.curfew.proxy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code Host} of a client's request, as far as it may be handed on. */
final class ClientHost {
    private ClientHost() {}

    /** The one that the client sent; {@code otherwise} when there is none, or several, or anything but a host and a port. */
    static String of(List<HeaderField> headers, String otherwise) {
        @Nullable String found = null;
        for (HeaderField field : headers) {
            if (field.is("Host")) {
                if (found != null) {
                    return otherwise;
                }
                found = field.value();
            }
        }
        return found != null && isWellFormed(found) ? found : otherwise;
    }

    private static boolean isWellFormed(String host) {
        boolean literal = host.startsWith("[");
        int end = literal ? host.indexOf(']') : 0;
        if (end < 0) {
            return false;
        }
        int colon = host.indexOf(':', end);
        String name = colon < 0 ? host : host.substring(0, colon);
        return (literal ? isAddress(name) : isName(name)) && (colon < 0 || isPort(host, colon + 1));
    }

    /** An IPv6 address in brackets, by its characters. */
    private static boolean isAddress(String name) {
        for (int i = 1; i < name.length() - 1; i++) {
            char c = name.charAt(i);
            boolean hex = c <= 'f' && Character.digit(c, 16) >= 0;
            if (!hex && c != ':' && c != '.') {
                return false;
            }
        }
        return name.length() > 3 && name.endsWith("]");
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && c != '-' && c != '.' && c != '_') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isPort(String host, int from) {
        int port = 0;
        for (int i = from; i < host.length() && port <= 65_535; i++) {
            char c = host.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            port = port * 10 + c - '0';
        }
        return port > 0 && port <= 65_535;
    }
}
