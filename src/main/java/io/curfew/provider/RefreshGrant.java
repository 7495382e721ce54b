package io.curfew.provider;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.curfew.config.Registration;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a provider for fresh tokens with a refresh token: one call, over within the registration's {@code timeout}. Nothing of the
 * answer is verified: whoever wants to rely on the ID token has to do that.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-6">RFC 6749, section 6</a>
 */
public final class RefreshGrant {
    private static final int ANSWER_LIMIT = 256 * 1024;

    /** What became of it. */
    public sealed interface RefreshOutcome {
        /**
         * The provider gave tokens.
         *
         * @param idToken null where the provider gives none with a refresh
         * @param refreshToken null where the one that was sent stays good
         */
        record Refreshed(
                String accessToken,
                @Nullable String idToken,
                @Nullable String refreshToken) implements RefreshOutcome {
            @Override
            public String toString() {
                return "[tokens]";
            }
        }

        /** The provider refused or did not answer; {@code reason} is safe to log. */
        record Failed(String reason) implements RefreshOutcome {}
    }

    private final Providers providers;
    private final ProviderClient client;

    public RefreshGrant(Providers providers, ProviderClient client) {
        this.providers = providers;
        this.client = client;
    }

    /** Never throws. */
    public RefreshOutcome refresh(Registration registration, String refreshToken) {
        try {
            ClientAuthentication self = ClientAuthentication.of(registration, providers.tokenAuthMethods(registration));
            String form = "grant_type=refresh_token&refresh_token=" + ClientAuthentication.encoded(refreshToken)
                    + self.form();
            return judge(client.post(
                    registration.provider(),
                    providers.metadata(registration).tokenEndpoint(),
                    form,
                    self.authorization(),
                    ANSWER_LIMIT));
        } catch (ProviderUnavailableException e) {
            return new RefreshOutcome.Failed(e.sentence());
        } catch (RuntimeException e) {
            // the type tells enough without quoting anything
            return new RefreshOutcome.Failed(
                    "The refresh failed: " + e.getClass().getName());
        }
    }

    private static RefreshOutcome judge(ProviderAnswer answer) {
        Map<String, Object> json = json(answer);
        if (answer.status() == 200 && json.get("access_token") instanceof String accessToken) {
            return new RefreshOutcome.Refreshed(accessToken, text(json, "id_token"), text(json, "refresh_token"));
        }
        // the error code of an OAuth answer, and never more of it: a provider may quote the token
        String error = text(json, "error");
        return new RefreshOutcome.Failed(answer.asked() + " answered " + answer.status()
                + (error != null && error.matches("[a-z_]{1,40}") ? " " + error : "") + ".");
    }

    private static Map<String, Object> json(ProviderAnswer answer) {
        try {
            return JSONObjectUtils.parse(answer.body());
        } catch (ParseException e) {
            return Map.of();
        }
    }

    private static @Nullable String text(Map<String, Object> json, String name) {
        return json.get(name) instanceof String text && !text.isEmpty() ? text : null;
    }
}
