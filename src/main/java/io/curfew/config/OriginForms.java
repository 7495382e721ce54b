package io.curfew.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Forms of values that name web origins (RFC 6454). */
final class OriginForms {
    static final Form<List<String>> ORIGINS = Form.open("list", OriginForms::origins);

    private OriginForms() {}

    private static List<String> origins(String value) throws MalformedValueException {
        List<String> origins = new ArrayList<>();
        for (String part : Forms.list(value)) {
            origins.add(origin(part));
        }
        return origins;
    }

    /** As browsers write it: scheme and host in lower case, no default port, nothing behind. */
    private static String origin(String text) throws MalformedValueException {
        try {
            URI uri = new URI(text.toLowerCase(Locale.ROOT));
            boolean https = "https".equals(uri.getScheme());
            boolean bare = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (bare && (https || "http".equals(uri.getScheme())) && uri.getPort() <= 65535) {
                boolean usual = uri.getPort() < 0 || uri.getPort() == (https ? 443 : 80);
                return uri.getScheme() + "://" + uri.getHost() + (usual ? "" : ":" + uri.getPort());
            }
        } catch (URISyntaxException notUri) {
            // told below, with the other reasons
        }
        throw MalformedValueException.of(text, "an origin: http or https, host and port, nothing behind");
    }
}
