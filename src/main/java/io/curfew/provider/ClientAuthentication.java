package io.curfew.provider;

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
     * By the header, unless the endpoint takes it in the body only.
     *
     * @param methods what the provider says of the endpoint; empty when it says nothing
     */
    static ClientAuthentication of(Registration registration, List<String> methods) {
        String id = encoded(registration.clientId());
        String secret = encoded(registration.clientSecret().value());
        if (methods.contains("client_secret_post") && !methods.contains("client_secret_basic")) {
            return new ClientAuthentication("&client_id=" + id + "&client_secret=" + secret, null);
        }
        // both parts are form-encoded before they are joined
        byte[] pair = (id + ":" + secret).getBytes(StandardCharsets.US_ASCII);
        return new ClientAuthentication("", "Basic " + Base64.getEncoder().encodeToString(pair));
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
