package io.curfew.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What we use of a discovery document, checked.
 *
 * @param userInfoEndpoint where users are told of, or null
 * @param tokenAuthMethods how clients may authenticate at the token endpoint; empty when the document does not say
 * @param revocationAuthMethods how clients may authenticate at the revocation endpoint; empty when the document does not say
 * @param challengeMethods how codes may be bound to a proof key (RFC 8414, section 2); empty when the document does not say
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata">OpenID Connect Discovery 1.0,
 *     section 3</a>
 */
record DiscoveryDocument(
        ProviderMetadata metadata,
        @Nullable URI userInfoEndpoint,
        List<String> tokenAuthMethods,
        List<String> revocationAuthMethods,
        List<String> challengeMethods) {
    DiscoveryDocument {
        tokenAuthMethods = List.copyOf(tokenAuthMethods);
        revocationAuthMethods = List.copyOf(revocationAuthMethods);
        challengeMethods = List.copyOf(challengeMethods);
    }

    /** Where the document of an issuer is (section 4.1). */
    static URI location(String issuer) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return URI.create(base + "/.well-known/openid-configuration");
    }

    /** @throws ProviderUnavailableException when the document cannot be used */
    static DiscoveryDocument parse(String issuer, Map<String, Object> json) {
        if (!issuer.equals(json.get("issuer"))) {
            throw new ProviderUnavailableException("The discovery document of " + issuer + " says that its issuer is '"
                    + OutsideText.shown(String.valueOf(json.get("issuer")))
                    + "': both must be the same, character by character; correct the setting 'issuer'.");
        }
        ProviderMetadata metadata = new ProviderMetadata(
                issuer,
                required(issuer, json, "authorization_endpoint"),
                required(issuer, json, "token_endpoint"),
                required(issuer, json, "jwks_uri"),
                optional(issuer, json, "end_session_endpoint"),
                optional(issuer, json, "revocation_endpoint"));
        List<String> atToken = texts(json.get("token_endpoint_auth_methods_supported"));
        List<String> atRevocation = texts(json.get("revocation_endpoint_auth_methods_supported"));
        return new DiscoveryDocument(
                metadata,
                userInfoEndpoint(issuer, json),
                atToken,
                atRevocation.isEmpty() ? atToken : atRevocation,
                texts(json.get("code_challenge_methods_supported")));
    }

    /** Most configurations do not ask there, so one that cannot be used is none. */
    private static @Nullable URI userInfoEndpoint(String issuer, Map<String, Object> json) {
        try {
            return optional(issuer, json, "userinfo_endpoint");
        } catch (ProviderUnavailableException unusable) {
            return null;
        }
    }

    private static URI required(String issuer, Map<String, Object> json, String name) {
        URI uri = optional(issuer, json, name);
        if (uri == null) {
            throw new ProviderUnavailableException("The discovery document of " + issuer + " has no '" + name + "'.");
        }
        return uri;
    }

    private static @Nullable URI optional(String issuer, Map<String, Object> json, String name) {
        Object value = json.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            try {
                URI uri = new URI(text);
                if (isUsable(issuer, uri)) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                // told below, with every other shape that cannot be used
            }
        }
        throw new ProviderUnavailableException("The discovery document of " + issuer + " has an unusable '" + name
                + "': '" + OutsideText.shown(String.valueOf(value))
                + "' is not an absolute http(s) URL (https if the issuer is) without a fragment.");
    }

    /** Keys or tokens of an https issuer must not travel in clear. */
    private static boolean isUsable(String issuer, URI uri) {
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        boolean http = "http".equalsIgnoreCase(uri.getScheme());
        boolean clearAllowed = !issuer.startsWith("https:");
        return (https || (http && clearAllowed))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null;
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }
}
