package io.curfew.provider;

import io.curfew.config.ClientAuthMethod;
import io.curfew.config.Registration;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway proves at an endpoint of a provider that it is its client (RFC 6749, section 2.3.1).
 *
 * @param form what goes into the body, starting with an ampersand; empty when all is in the header
 * @param authorization the {@code Authorization} header, or null when all is in the body
 */
record ClientAuthentication(String form, @Nullable String authorization) {
    /**
     * At the token endpoint, as the registration says, else by the header, unless the endpoint takes it in the body only.
     *
     * @param methods what the provider says of the endpoint; empty when it says nothing
     */
    static ClientAuthentication of(Registration registration, List<String> methods) {
        return of(registration, registration.client().tokenEndpoint(), methods);
    }

    /** The same at the revocation endpoint. */
    static ClientAuthentication atRevocation(Registration registration, List<String> methods) {
        return of(registration, registration.client().revocationEndpoint(), methods);
    }

    private static ClientAuthentication of(
            Registration registration, @Nullable ClientAuthMethod set, List<String> methods) {
        String id = encoded(registration.clientId());
        String secret = encoded(registration.clientSecret().value());
        ClientAuthMethod method = set == null ? offered(methods) : set;
        return switch (method) {
            case NONE -> new ClientAuthentication("&client_id=" + id, null);
            case CLIENT_SECRET_POST -> new ClientAuthentication("&client_id=" + id + "&client_secret=" + secret, null);
            case CLIENT_SECRET_BASIC -> {
                // both parts are form-encoded before they are joined
                byte[] pair = (id + ":" + secret).getBytes(StandardCharsets.US_ASCII);
                yield new ClientAuthentication(
                        "", "Basic " + Base64.getEncoder().encodeToString(pair));
            }
        };
    }

    private static ClientAuthMethod offered(List<String> methods) {
        return methods.contains("client_secret_post") && !methods.contains("client_secret_basic")
                ? ClientAuthMethod.CLIENT_SECRET_POST
                : ClientAuthMethod.CLIENT_SECRET_BASIC;
    }

    /** A value as it stands in a form. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "[client authentication]";
    }
}
