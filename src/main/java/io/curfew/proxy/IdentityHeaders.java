package io.curfew.proxy;

import io.curfew.config.Route;
import io.curfew.config.SessionHeader;
import io.curfew.config.UpstreamSettings;
import io.curfew.session.Caller;
import io.curfew.session.Session;
import io.curfew.session.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The request headers that tell an upstream who the user is. Only the gateway sets them. */
final class IdentityHeaders {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Set<String> loosely = new HashSet<>();

    IdentityHeaders(List<Route> routes) {
        for (Route route : routes) {
            UpstreamSettings upstream = route.upstream();
            upstream.claimHeaders().forEach(claim -> loosely.add(HeaderField.loosely(claim.header())));
            reserve(upstream.accessTokenHeader());
            reserve(upstream.idTokenHeader());
            if (upstream.assertion() != null) {
                reserve(upstream.assertion().header());
            }
            String userInfo = route.access().telling().userInfoHeader();
            if (userInfo != null) {
                loosely.add(HeaderField.loosely(userInfo));
            }
            if (!route.session().rules().headers().toUpstream().isEmpty()) {
                reserveSession();
            }
        }
    }

    private void reserveSession() {
        for (SessionHeader header : SessionHeader.values()) {
            loosely.add(HeaderField.loosely(header.field()));
        }
    }

    private void reserve(UpstreamSettings.@Nullable TokenHeader token) {
        if (token != null) {
            loosely.add(HeaderField.loosely(token.header()));
        }
    }

    /** Whether an application could take a name, {@link HeaderField#loosely} read, for an identity header of any route. */
    boolean covers(String name) {
        return loosely.contains(name);
    }

    /** Adds those of the route that there is a value for. */
    void addTo(List<HeaderField> headers, Route route, Caller caller, Optional<Tokens> tokens) {
        addClaims(headers, route.upstream().claimHeaders(), caller);
        addUserInfo(headers, route.access().telling().userInfoHeader(), caller);
        if (tokens.isPresent()) {
            add(headers, route.upstream().accessTokenHeader(), tokens.get().accessToken());
            add(headers, route.upstream().idTokenHeader(), tokens.get().idToken());
        }
    }

    static void addClaims(List<HeaderField> headers, List<UpstreamSettings.ClaimHeader> claims, Caller caller) {
        for (UpstreamSettings.ClaimHeader header : claims) {
            String claim = caller.claims().get(header.claim());
            if (claim != null && !claim.isEmpty()) {
                headers.add(new HeaderField(header.header(), encoded(claim)));
            }
        }
    }

    static void addUserInfo(List<HeaderField> headers, @Nullable String header, Caller caller) {
        String userInfo = header == null ? null : caller.claims().get(Session.USER_INFO);
        if (header != null && userInfo != null) {
            headers.add(new HeaderField(header, userInfo));
        }
    }

    static void add(List<HeaderField> headers, UpstreamSettings.@Nullable TokenHeader header, String token) {
        if (header != null && isVisible(token)) {
            headers.add(new HeaderField(header.header(), header.bearer() ? "Bearer " + token : token));
        }
    }

    private static boolean isVisible(String token) {
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) <= ' ' || token.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return !token.isEmpty();
    }

    /**
     * The claim as visible ASCII: every other character, the percent sign and a space at either end are percent-encoded as
     * UTF-8. Percent-decoding gives back exactly the claim, so no two users share a value.
     */
    static String encoded(String claim) {
        byte[] octets = claim.getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(octets.length + 16);
        for (int i = 0; i < octets.length; i++) {
            byte octet = octets[i];
            boolean edge = i == 0 || i == octets.length - 1;
            if (octet < ' ' || octet == 0x7F || octet == '%' || (octet == ' ' && edge)) {
                out.append('%').append(HEX.toHexDigits(octet));
            } else {
                out.append((char) octet);
            }
        }
        return out.toString();
    }
}
