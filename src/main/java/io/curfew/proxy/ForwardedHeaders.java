package io.curfew.proxy;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.config.TrustedIps;
import io.curfew.routing.ForwardedChain;
import io.curfew.routing.RouteMatch;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the upstream is told about the client's side: {@code Forwarded} (RFC 7239) and {@code X-Forwarded-*}, from the
 * connection and the public URL of its host. What the client says is dropped, unless it is a trusted proxy: then whom it forwards
 * the request for is told too, and nothing else of what it says.
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

    private final TrustedIps trusted;
    private final Map<PublicUrl, HostFields> hosts = new HashMap<>();
    private final HeaderField proto;
    private final HeaderField port;

    /** By what is taken off the path. */
    private final Map<String, HeaderField> prefixes = new HashMap<>();

    ForwardedHeaders(PublicUrl publicUrl, List<Route> routes, TrustedIps trusted) {
        this.trusted = trusted;
        URI uri = publicUrl.uri();
        String scheme = uri.getScheme();
        proto = new HeaderField("X-Forwarded-Proto", scheme);
        port = new HeaderField(
                "X-Forwarded-Port",
                String.valueOf(uri.getPort() >= 0 ? uri.getPort() : publicUrl.isHttps() ? 443 : 80));
        hosts.put(publicUrl, HostFields.of(publicUrl));
        for (Route route : routes) {
            route.requests().hosts().stream()
                    .map(publicUrl::at)
                    .forEach(url -> hosts.computeIfAbsent(url, HostFields::of));
            for (String stripped : route.strippedPaths()) {
                String prefix = publicUrl.contextPath() + stripped;
                if (!prefix.isEmpty()) {
                    prefixes.put(stripped, new HeaderField("X-Forwarded-Prefix", prefix));
                }
            }
        }
    }

    /**
     * Whether an application could take a name for one of these headers.
     *
     * @param loosely the name, {@link HeaderField#loosely} read
     */
    boolean covers(String name, String loosely) {
        if (name.startsWith("$")) {
            // WebSphere's own: $WSRA and the like replace address, host and scheme at an upstream of that family.
            return true;
        }
        return loosely.startsWith("x-forwarded") || OTHERS.contains(loosely);
    }

    /**
     * What tells of one host.
     *
     * @param suffix the end of {@code Forwarded}
     */
    private record HostFields(String suffix, HeaderField host) {
        static HostFields of(PublicUrl url) {
            return new HostFields(
                    ";host=\"" + url.authority() + "\";proto=" + url.uri().getScheme(),
                    new HeaderField("X-Forwarded-Host", url.authority()));
        }

        /** Host and scheme are in each, as some applications read the first and some the last. */
        String element(String client) {
            return "for=" + (client.indexOf(':') >= 0 ? "\"[" + client + "]\"" : client) + suffix;
        }
    }

    void addTo(List<HeaderField> headers, RouteMatch match, ClientRequest request) {
        HostFields here = Objects.requireNonNull(hosts.get(match.publicUrl()));
        String client = address(request.remoteAddress());
        if (trusted.contains(request.remoteAddress())) {
            addChain(headers, chain(request.headers()), client, here);
        } else {
            headers.add(new HeaderField("Forwarded", here.element(client)));
            headers.add(new HeaderField("X-Forwarded-For", client));
        }
        headers.add(proto);
        headers.add(here.host());
        headers.add(port);
        HeaderField prefix = prefixes.get(match.strippedPath());
        if (prefix != null) {
            headers.add(prefix);
        }
    }

    static List<String> chain(List<HeaderField> headers) {
        return ForwardedChain.of(values(headers, "X-Forwarded-For"), values(headers, "Forwarded"));
    }

    private static List<String> values(List<HeaderField> headers, String name) {
        return headers.stream()
                .filter(field -> field.is(name))
                .map(HeaderField::value)
                .toList();
    }

    private static void addChain(List<HeaderField> headers, List<String> chain, String peer, HostFields here) {
        chain.add(peer);
        headers.add(
                new HeaderField("Forwarded", chain.stream().map(here::element).collect(Collectors.joining(", "))));
        headers.add(new HeaderField("X-Forwarded-For", String.join(", ", chain)));
    }

    /** The address without an IPv6 zone, which means something on this machine only. */
    private static String address(String remoteAddress) {
        int zone = remoteAddress.indexOf('%');
        String address = zone < 0 ? remoteAddress : remoteAddress.substring(0, zone);
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            if (!hex && c != ':' && c != '.') {
                return "unknown";
            }
        }
        return address.isEmpty() ? "unknown" : address;
    }
}
