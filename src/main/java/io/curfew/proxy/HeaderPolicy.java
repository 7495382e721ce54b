package io.curfew.proxy;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.session.Session;
import io.curfew.session.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which header fields pass, in both directions. What is not allowed to pass is taken away first and ours is added last, so
 * that nothing a client or an upstream sends can remove or shadow what the gateway says.
 */
final class HeaderPolicy {
    private final OwnCookies ownCookies;
    private final IdentityHeaders identity;
    private final ForwardedHeaders forwarded;
    private final Map<String, WayBack> waysBack = new HashMap<>();

    HeaderPolicy(PublicUrl publicUrl, List<Route> routes) {
        ownCookies = new OwnCookies(routes);
        identity = new IdentityHeaders(routes);
        forwarded = new ForwardedHeaders(publicUrl, routes);
        routes.forEach(route -> waysBack.put(route.name(), WayBack.of(publicUrl, route)));
    }

    /** The header of the request to the upstream; {@code Host} and the framing are the client's business. */
    List<HeaderField> toUpstream(ClientRequest request, Route route, Session session, Optional<Tokens> tokens) {
        HopByHop hopByHop = HopByHop.of(request.headers());
        List<HeaderField> out = new ArrayList<>(request.headers().size() + 8);
        for (HeaderField field : request.headers()) {
            if (!field.isWellFormed() || hopByHop.covers(field)) {
                continue;
            }
            String loosely = HeaderField.loosely(field.name());
            if (isReplaced(field, loosely)) {
                continue;
            }
            if (loosely.equals("cookie")) {
                ownCookies.without(field.value()).ifPresent(rest -> out.add(new HeaderField(field.name(), rest)));
            } else {
                out.add(field);
            }
        }
        forwarded.addTo(out, route, request.remoteAddress());
        identity.addTo(out, route, session, tokens);
        return out;
    }

    private boolean isReplaced(HeaderField field, String loosely) {
        return field.is("Host") || field.is("Expect") || forwarded.covers(loosely) || identity.covers(loosely);
    }

    /** The header of the answer to the client, without framing. */
    List<HeaderField> toClient(List<HeaderField> answer, Route route) {
        HopByHop hopByHop = HopByHop.of(answer);
        List<HeaderField> out = new ArrayList<>(answer.size());
        WayBack way = Objects.requireNonNull(waysBack.get(route.name()));
        for (HeaderField field : answer) {
            if (!field.isWellFormed() || hopByHop.covers(field) || touchesOurCookies(field)) {
                continue;
            }
            out.add(way.of(field));
        }
        return out;
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
        static WayBack of(PublicUrl publicUrl, Route route) {
            PublicPath paths = new PublicPath(publicUrl, route);
            return new WayBack(new PublicLocation(publicUrl, route, paths), new PublicCookie(route, paths));
        }

        HeaderField of(HeaderField field) {
            if (field.is("Location") || field.is("Content-Location")) {
                return new HeaderField(field.name(), location.of(field.value()));
            }
            return field.is("Set-Cookie") ? new HeaderField(field.name(), cookie.of(field.value())) : field;
        }
    }
}
