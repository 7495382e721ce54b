package io.curfew.config;

import java.net.URI;

/**
 * The base URL under which browsers and providers reach the gateway: scheme, host, port and the context root, without a slash
 * at its end.
 */
public record PublicUrl(URI uri) {

    /** The same at another host: scheme, port and context root stay. */
    public PublicUrl at(String host) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return new PublicUrl(URI.create(uri.getScheme() + "://" + host + port + contextPath()));
    }

    /** True when browsers reach the gateway by https. */
    public boolean isHttps() {
        return "https".equals(uri.getScheme());
    }

    /** The host alone, in lower case. */
    public String host() {
        return uri.getHost();
    }

    /** Host and, unless it is the default one, port: {@code apps.example.com}. */
    public String authority() {
        return uri.getRawAuthority();
    }

    /** Scheme, host and, unless it is the default one, port: {@code https://apps.example.com}. */
    public String origin() {
        return uri.getScheme() + "://" + authority();
    }

    /** The context root: empty, or a path that starts with a slash and does not end with one. */
    public String contextPath() {
        return uri.getRawPath();
    }

    /** The absolute URL of a path of the gateway, which starts with a slash and does not hold the context root. */
    public String resolve(String path) {
        return origin() + contextPath() + path;
    }
}
