package io.curfew.proxy;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * What the upstream is told about the client's side: {@code Forwarded} (RFC 7239) and {@code X-Forwarded-*}, from the
 * connection and the public URL alone. No proxy in front is trusted yet, so what the client says is dropped.
 */
final class ForwardedHeaders {
    /** By these some frameworks replace the address or the path of a request. */
    private static final Set<String> OTHERS = Set.of(
            "forwarded",
            "x-real-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "true-client-ip",
            "x-original-url",
            "x-original-uri",
            "x-original-host",
            "x-original-forwarded-for",
            "x-rewrite-url",
            "x-host");

    private final PublicUrl publicUrl;
    private final String host;
    private final String port;

    ForwardedHeaders(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
        URI uri = publicUrl.uri();
        host = uri.getRawAuthority();
        port = String.valueOf(uri.getPort() >= 0 ? uri.getPort() : publicUrl.isHttps() ? 443 : 80);
    }

    boolean covers(String name) {
        if (name.startsWith("$")) {
            // WebSphere's own: $WSRA and the like replace address, host and scheme at an upstream of that family.
            return true;
        }
        String loosely = HeaderField.loosely(name);
        return loosely.startsWith("x-forwarded") || OTHERS.contains(loosely);
    }

    void addTo(List<HeaderField> headers, Route route, String remoteAddress) {
        String scheme = publicUrl.uri().getScheme();
        String client = address(remoteAddress);
        String prefix = publicUrl.contextPath() + (route.upstream().stripPath() ? route.path() : "");
        String node = client.indexOf(':') >= 0 ? "\"[" + client + "]\"" : client;
        headers.add(new HeaderField("Forwarded", "for=" + node + ";host=\"" + host + "\";proto=" + scheme));
        headers.add(new HeaderField("X-Forwarded-For", client));
        headers.add(new HeaderField("X-Forwarded-Proto", scheme));
        headers.add(new HeaderField("X-Forwarded-Host", host));
        headers.add(new HeaderField("X-Forwarded-Port", port));
        if (!prefix.isEmpty()) {
            headers.add(new HeaderField("X-Forwarded-Prefix", prefix));
        }
    }

    /** The address without an IPv6 zone, which means something on this machine only. */
    private static String address(String remoteAddress) {
        int zone = remoteAddress.indexOf('%');
        String address = zone < 0 ? remoteAddress : remoteAddress.substring(0, zone);
        return address.matches("[0-9A-Fa-f:.]+") ? address : "unknown";
    }
}
