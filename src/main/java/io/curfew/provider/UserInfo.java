package io.curfew.provider;

import io.curfew.config.Registration;
import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * What a provider tells of a user (OpenID Connect Core 1.0, section 5.3).
 *
 * @param json the document as it came
 */
public record UserInfo(Map<String, Object> claims, String json) {
    /** It travels in a header field of each request; servers take no more than this by default. */
    private static final int LARGEST = 4 * 1024;

    public UserInfo {
        // a claim may be null in JSON, which Map.copyOf does not take
        claims = Collections.unmodifiableMap(new HashMap<>(claims));
    }

    /** The userinfo endpoints of all providers. */
    public static final class Endpoints {
        private final Providers providers;
        private final ProviderClient client;

        public Endpoints(Providers providers, ProviderClient client) {
            this.providers = providers;
            this.client = client;
        }

        /**
         * Asks once.
         *
         * @throws ProviderUnavailableException when there is no endpoint, no answer, or none that is JSON and small enough
         */
        public UserInfo ask(Registration registration, String accessToken) {
            URI endpoint = providers
                    .userInfoEndpoint(registration)
                    .orElseThrow(
                            () -> new ProviderUnavailableException("The discovery document of " + registration.issuer()
                                    + " has no usable 'userinfo_endpoint', and the configuration asks for it."));
            if (!isToken(accessToken)) {
                throw new ProviderUnavailableException("The access token cannot stand in a header field.");
            }
            ProviderAnswer answer = client.get(registration.provider(), endpoint, "Bearer " + accessToken, LARGEST);
            return new UserInfo(answer.json(), answer.body());
        }

        private static boolean isToken(String text) {
            return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        }
    }

    @Override
    public String toString() {
        return "[userinfo]";
    }
}
