package io.curfew.proxy;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.routing.RouteMatch;
import io.curfew.session.Session;
import io.curfew.session.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which header fields pass, in both directions. What is not allowed to pass is taken away first and ours is added last, so
 * that nothing a client or an upstream sends can remove or shadow what the gateway says.
 */
final class HeaderPolicy {
    private final OwnCookies ownCookies;
    private final IdentityHeaders identity;
    private final ForwardedHeaders forwarded;
    private final PublicLocation location;
    private final String publicAuthority;

    HeaderPolicy(PublicUrl publicUrl, List<Route> routes) {
        ownCookies = new OwnCookies(routes);
        identity = new IdentityHeaders(routes);
        forwarded = new ForwardedHeaders(publicUrl);
        location = new PublicLocation(publicUrl);
        publicAuthority = publicUrl.uri().getRawAuthority();
    }

    /**
     * The header of the request to the upstream. The framing is the client's business, and {@code Host} too where it is not
     * in it.
     *
     * @param session null for a request without one: then the upstream is not told who it is
     */
    List<HeaderField> toUpstream(
            ClientRequest request, RouteMatch match, @Nullable Session session, Optional<Tokens> tokens) {
        HopByHop hopByHop = HopByHop.of(request.headers());
        List<HeaderField> out = new ArrayList<>(request.headers().size() + 8);
        for (HeaderField field : request.headers()) {
            if (!field.isWellFormed() || hopByHop.covers(field) || isReplaced(field.name())) {
                continue;
            }
            if (HeaderField.loosely(field.name()).equals("cookie")) {
                ownCookies.without(field.value()).ifPresent(rest -> out.add(new HeaderField(field.name(), rest)));
            } else {
                out.add(field);
            }
        }
        forwarded.addTo(out, match, request.remoteAddress());
        if (session != null) {
            identity.addTo(out, match.route(), session, tokens);
        }
        if (match.route().requests().preserveHost()) {
            out.add(new HeaderField("Host", ClientHost.of(request.headers(), publicAuthority)));
        }
        return out;
    }

    private boolean isReplaced(String name) {
        return name.equalsIgnoreCase("Host")
                || name.equalsIgnoreCase("Expect")
                || forwarded.covers(name)
                || identity.covers(name);
    }

    /** The header of the answer to the client, without framing. */
    List<HeaderField> toClient(List<HeaderField> answer, RouteMatch match) {
        HopByHop hopByHop = HopByHop.of(answer);
        List<HeaderField> out = new ArrayList<>(answer.size());
        for (HeaderField field : answer) {
            if (!field.isWellFormed() || hopByHop.covers(field) || touchesOurCookies(field)) {
                continue;
            }
            out.add(field.is("Location") ? new HeaderField(field.name(), location.of(field.value(), match)) : field);
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
}
