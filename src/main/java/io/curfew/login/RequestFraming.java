package io.curfew.login;

import java.util.Enumeration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request can be read in one way only: where it ends and whom it addresses. The container takes many that cannot and
 * guesses; a server in front of it that guesses otherwise would see the start of another user's request in the rest.
 */
final class RequestFraming {
    /** More digits than any body has, and fewer than overflow the container's arithmetic. */
    private static final int MOST_DIGITS = 18;

    private RequestFraming() {}

    /** What is wrong with a request. The connection has to be closed after the answer: nobody knows where the next one begins. */
    enum Fault {
        /** RFC 9112, section 2.3. */
        VERSION(505, "The gateway speaks HTTP/1.0, HTTP/1.1 and HTTP/2."),
        /** RFC 9112, sections 6.2 and 6.3. */
        CONTENT_LENGTH(400, "A request has at most one Content-Length, and it is a number."),
        /** RFC 9112, sections 6.1 and 6.3. */
        TRANSFER_ENCODING(400, "The only Transfer-Encoding is chunked, without a Content-Length, in HTTP/1.1."),
        /** RFC 9112, section 3.2. */
        HOST(400, "A request has exactly one Host, and it is a host with or without a port."),
        /** RFC 9112, section 3.2.2: the target would win; the rest of the world may have looked at the field. */
        AUTHORITY(400, "The host of the request target and the Host field must be the same.");

        private final int status;
        private final String sentence;

        Fault(int status, String sentence) {
            this.status = status;
            this.sentence = sentence;
        }

        int status() {
            return status;
        }

        String sentence() {
            return sentence;
        }
    }

    /**
     * The first fault, or null.
     *
     * @param protocol as the request line says it: {@code HTTP/1.1}
     * @param serverName the host that the container took from the target, or from the {@code Host} field if the target has none
     * @param fields the values of a header field, each as it came
     */
    static @Nullable Fault of(String protocol, String serverName, Function<String, Enumeration<String>> fields) {
        boolean http11 = protocol.equals("HTTP/1.1");
        if (!http11 && !protocol.equals("HTTP/1.0") && !protocol.startsWith("HTTP/2")) {
            return Fault.VERSION;
        }
        Enumeration<String> lengths = fields.apply("Content-Length");
        boolean hasLength = lengths.hasMoreElements();
        if (hasLength && (!isLength(lengths.nextElement()) || lengths.hasMoreElements())) {
            return Fault.CONTENT_LENGTH;
        }
        Enumeration<String> codings = fields.apply("Transfer-Encoding");
        if (codings.hasMoreElements()
                && (hasLength
                        || !http11
                        || !codings.nextElement().equalsIgnoreCase("chunked")
                        || codings.hasMoreElements())) {
            return Fault.TRANSFER_ENCODING;
        }
        return ofHost(http11, serverName, fields.apply("Host"));
    }

    private static @Nullable Fault ofHost(boolean required, String serverName, Enumeration<String> hosts) {
        if (!hosts.hasMoreElements()) {
            return required ? Fault.HOST : null;
        }
        String host = hosts.nextElement();
        if (hosts.hasMoreElements()) {
            return Fault.HOST;
        }
        int port = port(host);
        if (port <= 0) {
            return Fault.HOST;
        }
        return isSameHost(host, port, serverName) ? null : Fault.AUTHORITY;
    }

    /** Where the name ends, which is where the port begins or the value ends; 0 or less if the value is not a host. */
    private static int port(String host) {
        boolean literal = host.startsWith("[");
        int end = literal ? host.indexOf(']') + 1 : host.indexOf(':');
        end = end < 0 ? host.length() : end;
        for (int i = 0; i < end; i++) {
            char c = host.charAt(i);
            boolean fits = isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || (literal && "[]:".indexOf(c) >= 0);
            if (!fits) {
                return 0;
            }
        }
        boolean digits = end >= host.length() || (host.charAt(end) == ':' && isNumber(host, end + 1, host.length()));
        return digits ? end : 0;
    }

    private static boolean isSameHost(String host, int end, String serverName) {
        int bracket = host.startsWith("[") && !serverName.startsWith("[") ? 1 : 0;
        int length = end - 2 * bracket;
        return serverName.length() == length && host.regionMatches(true, bracket, serverName, 0, length);
    }

    /**
     * Whether nothing may be read from the connection after this request. Open Liberty drops a {@code Content-Length} that it cannot
     * read without a word, and takes the body for the next request; such a request looks like one with a body that says nothing of it.
     * The three methods whose requests have no body in daily life are left alone: closing after each of those would be closing always.
     */
    static boolean endsConnection(String method, String protocol, Function<String, @Nullable String> field) {
        return !method.equals("GET")
                && !method.equals("HEAD")
                && !method.equals("OPTIONS")
                && protocol.startsWith("HTTP/1")
                && field.apply("Content-Length") == null
                && field.apply("Transfer-Encoding") == null;
    }

    private static boolean isLength(String value) {
        int end = value.length();
        while (end > 0 && (value.charAt(end - 1) == ' ' || value.charAt(end - 1) == '\t')) {
            end--;
        }
        return end > 0 && end <= MOST_DIGITS && isNumber(value, 0, end);
    }

    private static boolean isNumber(String text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
