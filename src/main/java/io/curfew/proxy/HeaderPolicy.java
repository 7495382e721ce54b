package io.curfew.proxy;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.config.TellingSettings;
import io.curfew.config.TrustedIps;
import io.curfew.routing.RouteMatch;
import io.curfew.session.Caller;
import io.curfew.session.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which header fields pass, in both directions. What is not allowed to pass is taken away first and ours is added last, so
 * that nothing a client or an upstream sends can remove or shadow what the gateway says.
 */
final class HeaderPolicy {
    private static final HeaderField EXPECTATION = new HeaderField("Expect", "100-continue");

    private final OwnCookies ownCookies;
    private final IdentityHeaders identity;
    private final ForwardedHeaders forwarded;

    /** By route, and by what it takes off the path. */
    private final Map<String, Map<String, WayBack>> waysBack = new HashMap<>();

    /** One that trusts nobody in front. */
    HeaderPolicy(PublicUrl publicUrl, List<Route> routes) {
        this(publicUrl, routes, TrustedIps.NOBODY);
    }

    HeaderPolicy(PublicUrl publicUrl, List<Route> routes, TrustedIps trusted) {
        ownCookies = new OwnCookies(routes);
        identity = new IdentityHeaders(routes);
        forwarded = new ForwardedHeaders(publicUrl, routes, trusted);
        routes.forEach(route -> waysBack.put(route.name(), WayBack.of(publicUrl, route)));
    }

    /**
     * The header of the request to the upstream. The framing is the client's business, and {@code Host} too where it is not
     * in it.
     *
     * @param caller null for a request that needs none: then the upstream is not told who it is
     */
    List<HeaderField> toUpstream(
            ClientRequest request, RouteMatch match, @Nullable Caller caller, Optional<Tokens> tokens) {
        HopByHop hopByHop = HopByHop.of(request.headers());
        List<HeaderField> out = new ArrayList<>(request.headers().size() + 8);
        boolean hidesCredentials = match.route().access().telling().hideCredentials();
        boolean takesTrailers = false;
        for (HeaderField field : request.headers()) {
            if (!field.isWellFormed() || hopByHop.covers(field)) {
                takesTrailers |= TrailerPolicy.isAskedForBy(field);
                continue;
            }
            String loosely = HeaderField.loosely(field.name());
            if (hidesCredentials && loosely.equals("authorization")) {
                continue;
            }
            if (isReplaced(field, loosely)) {
                if (request.body() != null && isExpectation(field)) {
                    out.add(EXPECTATION);
                }
                continue;
            }
            if (loosely.equals("cookie")) {
                ownCookies.without(field.value()).ifPresent(rest -> out.add(new HeaderField(field.name(), rest)));
            } else {
                out.add(field);
            }
        }
        if (takesTrailers) {
            out.addAll(TrailerPolicy.ASKED_FOR);
        }
        forwarded.addTo(out, match, request);
        if (caller != null) {
            identity.addTo(out, match.route(), caller, tokens);
        }
        if (match.route().requests().preserveHost()) {
            out.add(new HeaderField("Host", host(request, match)));
        }
        return out;
    }

    /** At a host that the route names, that very name: the client's own spelling and port are nobody's business. */
    private static String host(ClientRequest request, RouteMatch match) {
        String authority = match.publicUrl().authority();
        return match.route().requests().hosts().isEmpty() ? ClientHost.of(request.headers(), authority) : authority;
    }

    /** Which fields that follow a request's body pass. */
    List<HeaderField> trailersToUpstream(List<HeaderField> trailers) {
        return trailers.stream()
                .filter(TrailerPolicy::passes)
                .filter(field -> {
                    String loosely = HeaderField.loosely(field.name());
                    return !isReplaced(field, loosely) && !loosely.equals("cookie");
                })
                .toList();
    }

    /** Which fields that follow an answer's body pass: none that only the gateway sets on the route. */
    List<HeaderField> trailersToClient(List<HeaderField> trailers, Route route) {
        List<HeaderField> passing =
                trailers.stream().filter(TrailerPolicy::passes).toList();
        TellingSettings.Downstream told = route.access().telling().downstream();
        return told.isNothing() ? passing : DownstreamHeaders.without(passing, told);
    }

    /** The only one there is (RFC 9110, section 10.1.1). */
    private static boolean isExpectation(HeaderField field) {
        return field.is("Expect") && field.value().strip().equalsIgnoreCase(EXPECTATION.value());
    }

    private boolean isReplaced(HeaderField field, String loosely) {
        return field.is("Host")
                || field.is("Expect")
                || forwarded.covers(field.name(), loosely)
                || identity.covers(loosely);
    }

    /** The header of the answer to the client, without framing. */
    List<HeaderField> toClient(List<HeaderField> answer, RouteMatch match) {
        HopByHop hopByHop = HopByHop.of(answer);
        List<HeaderField> out = new ArrayList<>(answer.size());
        Map<String, WayBack> ways =
                Objects.requireNonNull(waysBack.get(match.route().name()));
        WayBack way = Objects.requireNonNull(ways.get(match.strippedPath()));
        for (HeaderField field : answer) {
            if (!field.isWellFormed() || hopByHop.covers(field) || touchesOurCookies(field)) {
                continue;
            }
            out.add(way.of(field, match.publicUrl()));
        }
        return out;
    }

    /**
     * The same, and what the route tells the client of its caller.
     *
     * @param caller null for a request that needs none: then the browser is told nothing
     */
    List<HeaderField> toClient(
            List<HeaderField> answer, RouteMatch match, @Nullable Caller caller, Optional<Tokens> tokens) {
        TellingSettings.Downstream told = match.route().access().telling().downstream();
        List<HeaderField> out = toClient(answer, match);
        return told.isNothing() ? out : DownstreamHeaders.in(out, told, caller, tokens);
    }

    private boolean touchesOurCookies(HeaderField field) {
        if (field.is("Clear-Site-Data")) {
            String value = field.value().toLowerCase(Locale.ROOT);
            return value.contains("cookies") || value.contains("*");
        }
        return field.is("Set-Cookie2") || (field.is("Set-Cookie") && ownCookies.isSetBy(field.value()));
    }

    /** What the fields of an answer that name places behind the gateway become. */
    private record WayBack(PublicLocation location, PublicCookie cookie) {
        static Map<String, WayBack> of(PublicUrl publicUrl, Route route) {
            Map<String, WayBack> ways = new HashMap<>();
            for (String stripped : route.strippedPaths()) {
                PublicPath paths = new PublicPath(publicUrl, route, stripped);
                PublicLocation location = new PublicLocation(route, stripped, paths);
                ways.put(stripped, new WayBack(location, new PublicCookie(route, paths)));
            }
            return ways;
        }

        HeaderField of(HeaderField field, PublicUrl publicUrl) {
            if (field.is("Location") || field.is("Content-Location")) {
                return new HeaderField(field.name(), location.of(field.value(), publicUrl));
            }
            return field.is("Set-Cookie") ? new HeaderField(field.name(), cookie.of(field.value())) : field;
        }
    }
}
