package io.curfew.config;

import io.curfew.config.UpstreamSettings.TokenHeader;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Forms of values that name request headers or methods. */
final class HeaderForms {
    /** RFC 9110, section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** Headers that belong to the connection, to the forwarding itself or to the message; lower case. */
    private static final Set<String> KEPT = Set.of(
            "connection",
            "content-length",
            "cookie",
            "expect",
            "forwarded",
            "host",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "set-cookie",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via");

    /** In an answer these say how to treat it; lower case. */
    private static final Set<String> OF_ANSWERS = Set.of(
            "age",
            "alt-svc",
            "cache-control",
            "clear-site-data",
            "date",
            "etag",
            "expires",
            "last-modified",
            "link",
            "location",
            "pragma",
            "refresh",
            "retry-after",
            "server",
            "strict-transport-security",
            "vary",
            "www-authenticate");

    private static final List<String> OF_ANSWERS_BY_PREFIX = List.of("access-control-", "content-", "sec-");

    static final Form<List<String>> CLAIM_HEADERS = Form.open("list", HeaderForms::claimHeaders);
    static final Form<TokenHeader> TOKEN_HEADER = Form.open("`name` or `name:bearer`", HeaderForms::tokenHeader);

    static final Form<String> HEADER = Form.open("name", HeaderForms::header);

    static final Form<List<String>> ANSWER_HEADERS = Form.open("list", HeaderForms::answerHeaders);
    static final Form<TokenHeader> ANSWER_TOKEN_HEADER =
            Form.open("`name` or `name:bearer`", HeaderForms::answerTokenHeader);
    static final Form<String> ANSWER_HEADER = Form.open("name", value -> checkAnswerName(header(value)));

    static final Form<Set<String>> METHODS = Form.open("list", HeaderForms::methods);

    private HeaderForms() {}

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    private static List<String> claimHeaders(String value) throws MalformedValueException {
        Set<String> seen = new HashSet<>();
        List<String> names = Forms.list(value);
        for (String name : names) {
            checkName(name);
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.equals("authorization")) {
                throw new MalformedValueException("The header Authorization cannot carry a claim."
                        + " Use another name, or upstream_access_token_header for the access token.");
            }
            if (!seen.add(lower)) {
                throw new MalformedValueException("The header " + Shown.quoted(name) + " is in the list twice.");
            }
        }
        return names;
    }

    private static String header(String value) throws MalformedValueException {
        checkName(value);
        if (value.equalsIgnoreCase("authorization")) {
            throw new MalformedValueException("The header Authorization cannot carry this. Use another name.");
        }
        return value;
    }

    private static List<String> answerHeaders(String value) throws MalformedValueException {
        List<String> names = claimHeaders(value);
        for (String name : names) {
            checkAnswerName(name);
        }
        return names;
    }

    private static TokenHeader answerTokenHeader(String value) throws MalformedValueException {
        TokenHeader header = tokenHeader(value);
        checkAnswerName(header.header());
        return header;
    }

    /** Browsers and caches act on these. */
    private static String checkAnswerName(String name) throws MalformedValueException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (OF_ANSWERS.contains(lower) || OF_ANSWERS_BY_PREFIX.stream().anyMatch(lower::startsWith)) {
            throw new MalformedValueException(
                    "The header " + Shown.quoted(name) + " means something to browsers or caches. Use another name.");
        }
        return name;
    }

    private static TokenHeader tokenHeader(String value) throws MalformedValueException {
        int colon = value.indexOf(':');
        String name = colon < 0 ? value : value.substring(0, colon);
        if (colon >= 0 && !value.substring(colon + 1).toLowerCase(Locale.ROOT).equals("bearer")) {
            throw MalformedValueException.of(value, "a header's name, alone or followed by :bearer");
        }
        checkName(name);
        return new TokenHeader(name, colon >= 0);
    }

    /** In upper case, as all that anybody uses are; a request's own method is compared as it is (RFC 9110, section 9.1). */
    private static Set<String> methods(String value) throws MalformedValueException {
        Set<String> methods = new LinkedHashSet<>();
        for (String part : Forms.list(value)) {
            String method = part.toUpperCase(Locale.ROOT);
            if (!isToken(method)) {
                throw MalformedValueException.of(part, "a method (a token of RFC 9110, section 5.6.2)");
            }
            if (method.equals("TRACE") || method.equals("CONNECT")) {
                throw new MalformedValueException(
                        "The gateway forwards no " + method + " request. Take it out of the list.");
            }
            methods.add(method);
        }
        return methods;
    }

    private static void checkName(String name) throws MalformedValueException {
        if (!isToken(name)) {
            throw MalformedValueException.of(name, "the name of a header (a token of RFC 9110, section 5.6.2)");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (KEPT.contains(lower) || lower.startsWith("x-forwarded-")) {
            throw new MalformedValueException(
                    "The header " + Shown.quoted(name) + " is set by the gateway itself. Use another name.");
        }
    }
}
