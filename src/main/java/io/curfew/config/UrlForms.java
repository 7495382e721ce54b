package io.curfew.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Forms of values that are URLs or paths. */
final class UrlForms {
    /** Paths of the gateway itself; no route may be on or below them. */
    static final List<String> RESERVED = List.of("/oidc", "/health", "/metrics");

    /** Whole segments of characters that every percent-encoding leaves alone (RFC 3986, section 2.3). */
    private static final Pattern PLAIN_PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

    private static final Pattern DOT_SEGMENT = Pattern.compile("/\\.{1,2}(/|$)");
    private static final Pattern LOCAL_REFERENCE = Pattern.compile("/(?![/\\\\])[^\\\\\\p{C}\\s]*");

    static final Form<PublicUrl> PUBLIC_URL = Form.open("URL", value -> new PublicUrl(base(value)));
    static final Form<List<URI>> UPSTREAMS = Form.open("list of URLs", UrlForms::upstreams);
    static final Form<String> ISSUER = Form.open("URL", UrlForms::issuer);
    static final Form<URI> ENDPOINT = Form.open("URL", UrlForms::endpoint);
    static final Form<URI> REDIRECT = Form.open("URL or path", UrlForms::redirect);
    static final Form<List<URI>> LOGOUT_REDIRECTS = Form.open("list", UrlForms::logoutRedirects);
    static final Form<String> LOGOUT_SUFFIX = Form.open("path", UrlForms::logoutSuffix);
    static final Form<List<String>> ROUTE_PATHS = Form.open("list", value -> paths(value, UrlForms::routePath));

    static final Form<List<String>> ANONYMOUS_PATHS =
            Form.open("list", value -> paths(value, part -> part.equals("/") ? "" : plainPath(trimSlash(part))));

    private UrlForms() {}

    /** True for a host that is this machine by its name alone, without asking a name server. */
    static boolean isLoopback(@Nullable String host) {
        return host != null
                && (host.equals("localhost")
                        || host.endsWith(".localhost")
                        || host.equals("[::1]")
                        || host.matches("127(\\.[0-9]{1,3}){3}"));
    }

    /** A URL that others are built on: no query, no slash at its end, no default port, scheme and host in lower case. */
    private static URI base(String value) throws MalformedValueException {
        URI uri = absolute(value);
        refuseQuery(value, uri);
        String path = trimSlash(uri.getRawPath());
        if (path.contains("//")
                || path.indexOf(';') >= 0
                || DOT_SEGMENT.matcher(path).find()) {
            throw MalformedValueException.of(
                    value, "a URL with a plain path: no empty segments, no dot segments, no ';'");
        }
        boolean usual = uri.getPort() == ("https".equals(scheme(uri)) ? 443 : 80) || uri.getPort() < 0;
        String port = usual ? "" : ":" + uri.getPort();
        return URI.create(scheme(uri) + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path);
    }

    private static List<URI> upstreams(String value) throws MalformedValueException {
        List<URI> upstreams = new ArrayList<>();
        for (String part : Forms.list(value)) {
            URI upstream = base(part);
            if (upstreams.contains(upstream)) {
                throw new MalformedValueException(Shown.quoted(part) + " is in the list twice.");
            }
            upstreams.add(upstream);
        }
        return upstreams;
    }

    private static String issuer(String value) throws MalformedValueException {
        // kept letter by letter: iss is compared as a string (OpenID Connect Core 1.0, section 3.1.3.7)
        refuseQuery(value, absolute(value));
        return value;
    }

    private static URI endpoint(String value) throws MalformedValueException {
        return absolute(value);
    }

    private static List<URI> logoutRedirects(String value) throws MalformedValueException {
        List<URI> redirects = new ArrayList<>();
        for (String part : Forms.list(value)) {
            URI redirect = redirect(part);
            if (redirects.contains(redirect)) {
                throw new MalformedValueException(Shown.quoted(part) + " is in the list twice.");
            }
            redirects.add(redirect);
        }
        return redirects;
    }

    private static URI redirect(String value) throws MalformedValueException {
        if (!value.startsWith("/")) {
            return absolute(value);
        }
        try {
            if (LOCAL_REFERENCE.matcher(value).matches()) {
                return new URI(value);
            }
        } catch (URISyntaxException notReference) {
            // told below, with the other reasons
        }
        throw MalformedValueException.of(
                value, "a path of the gateway: it starts with one '/' and has no '\\' or spaces");
    }

    private static String logoutSuffix(String value) throws MalformedValueException {
        if (!value.startsWith("/")) {
            throw MalformedValueException.of(
                    value, "the end of a path in whole segments. Write " + Shown.quoted("/" + value));
        }
        return plainPath(value);
    }

    private static List<String> paths(String value, Form.Parser<String> form) throws MalformedValueException {
        Set<String> paths = new LinkedHashSet<>();
        for (String part : Forms.list(value)) {
            if (!paths.add(form.parse(part))) {
                throw new MalformedValueException("The path " + Shown.quoted(part) + " is in the list twice.");
            }
        }
        return List.copyOf(paths);
    }

    private static String routePath(String value) throws MalformedValueException {
        String path = value.equals("/") ? "" : plainPath(trimSlash(value));
        for (String reserved : RESERVED) {
            if (path.equals(reserved) || path.startsWith(reserved + "/")) {
                throw new MalformedValueException("The path " + Shown.quoted(value) + " is on or below " + reserved
                        + ", which the gateway keeps for itself. Choose another.");
            }
        }
        return path;
    }

    private static String plainPath(String value) throws MalformedValueException {
        if (!PLAIN_PATH.matcher(value).matches() || DOT_SEGMENT.matcher(value).find()) {
            throw MalformedValueException.of(
                    value,
                    "a plain path: '/' before each segment, no empty or dot segments, letters, digits and . _ ~ - only");
        }
        return value;
    }

    private static URI absolute(String value) throws MalformedValueException {
        URI uri;
        try {
            uri = new URI(value);
        } catch (URISyntaxException notUri) {
            throw MalformedValueException.of(value, "an absolute http or https URL");
        }
        if (uri.getRawUserInfo() != null) {
            throw new MalformedValueException("The URL holds a user name or password. Take it out.");
        }
        if (!List.of("http", "https").contains(scheme(uri)) || uri.getHost() == null || uri.getPort() > 65535) {
            throw MalformedValueException.of(value, "an absolute http or https URL");
        }
        if (uri.getRawFragment() != null) {
            throw MalformedValueException.of(value, "a URL without a fragment ('#')");
        }
        return uri;
    }

    private static void refuseQuery(String value, URI uri) throws MalformedValueException {
        if (uri.getRawQuery() != null) {
            throw MalformedValueException.of(value, "a URL without a query ('?')");
        }
    }

    private static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    private static String trimSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
