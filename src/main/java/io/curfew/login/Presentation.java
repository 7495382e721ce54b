package io.curfew.login;

import io.curfew.config.Binding;
import io.curfew.config.IpAddress;
import io.curfew.config.RememberSettings;
import io.curfew.config.Route;
import io.curfew.config.SessionSettings;
import io.curfew.config.TrustedIps;
import io.curfew.routing.ForwardedChain;
import io.curfew.session.Presented;
import io.curfew.session.SignInPlace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from a request by what it names its session: the cookies, and what the session is bound to. */
final class Presentation {
    private final TrustedIps trusted;

    Presentation(TrustedIps trusted) {
        this.trusted = trusted;
    }

    Presented of(GateRequest request, Route route) {
        SessionSettings session = route.session();
        RememberSettings remember = session.rules().remember();
        return new Presented(
                request.cookie(session.cookieName()),
                remember == null ? Optional.empty() : request.cookie(remember.cookieName()),
                bound(request, session.rules().bind()));
    }

    /** The same for a login, of which is kept where it comes from. */
    Presented atLogin(GateRequest request, Route route) {
        Presented presented = of(request, route);
        return new Presented(
                presented.sessionCookie(),
                presented.rememberCookie(),
                presented.bound(),
                new SignInPlace(String.join(",", request.fields("User-Agent")), client(request)));
    }

    private @Nullable String bound(GateRequest request, Set<Binding> bind) {
        if (bind.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (Binding one : Binding.values()) {
            if (bind.contains(one)) {
                text.append(one).append(' ').append(value(request, one)).append('\n');
            }
        }
        return Presented.fingerprint(text.toString());
    }

    private String value(GateRequest request, Binding one) {
        return switch (one) {
            case IP -> address(request);
            case SCHEME -> scheme(request);
            case USER_AGENT -> String.join(",", request.fields("User-Agent"));
        };
    }

    private String address(GateRequest request) {
        String nearest = nearest(request);
        IpAddress address = IpAddress.of(nearest);
        return address == null ? nearest : address.toString();
    }

    /** The address of the client, as trusted proxies tell it. */
    String client(GateRequest request) {
        String nearest = nearest(request);
        IpAddress address = IpAddress.of(nearest);
        return address == null ? nearest : address.written();
    }

    /** Of the addresses that trusted proxies tell, the nearest that is no trusted proxy's. */
    private String nearest(GateRequest request) {
        String nearest = request.remoteAddress();
        if (trusted.contains(nearest)) {
            List<String> chain = ForwardedChain.of(request.fields("X-Forwarded-For"), request.fields("Forwarded"));
            for (int i = chain.size() - 1; i >= 0 && trusted.contains(nearest); i--) {
                nearest = chain.get(i);
            }
        }
        return nearest;
    }

    private String scheme(GateRequest request) {
        List<String> told = trusted.contains(request.remoteAddress()) ? request.fields("X-Forwarded-Proto") : List.of();
        return told.size() == 1 && (told.get(0).equals("http") || told.get(0).equals("https"))
                ? told.get(0)
                : request.scheme();
    }
}
