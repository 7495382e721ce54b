package io.curfew.provider;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.curfew.config.Registration;
import java.text.ParseException;
import java.util.Optional;

/**
 * Revokes tokens at a provider: one call, best effort, over within the registration's {@code timeout}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7009#section-2">RFC 7009, section 2</a>
 */
public final class TokenRevocation {
    private static final int ANSWER_LIMIT = 64 * 1024;

    /** The {@code token_type_hint}. */
    public enum Kind {
        ACCESS_TOKEN("access_token"),
        REFRESH_TOKEN("refresh_token");

        private final String hint;

        Kind(String hint) {
            this.hint = hint;
        }
    }

    /** What became of it. */
    public sealed interface RevocationOutcome {
        record Revoked() implements RevocationOutcome {}

        /** The provider has no revocation endpoint. */
        record NotOffered() implements RevocationOutcome {}

        /** The provider refused or did not answer; {@code reason} is safe to log. */
        record Failed(String reason) implements RevocationOutcome {}
    }

    private final Providers providers;
    private final ProviderClient client;

    public TokenRevocation(Providers providers, ProviderClient client) {
        this.providers = providers;
        this.client = client;
    }

    /** Never throws. */
    public RevocationOutcome revoke(Registration registration, String token, Kind kind) {
        try {
            Optional<Providers.RevocationEndpoint> endpoint = providers.revocationEndpoint(registration);
            if (endpoint.isEmpty()) {
                return new RevocationOutcome.NotOffered();
            }
            return judge(send(registration, endpoint.get(), token, kind));
        } catch (ProviderUnavailableException e) {
            return new RevocationOutcome.Failed(e.sentence());
        } catch (RuntimeException e) {
            // a sign-out goes on whatever happened here; the type tells enough without quoting anything
            return new RevocationOutcome.Failed(
                    "The revocation failed: " + e.getClass().getName());
        }
    }

    private ProviderAnswer send(
            Registration registration, Providers.RevocationEndpoint endpoint, String token, Kind kind) {
        ClientAuthentication self = ClientAuthentication.atRevocation(registration, endpoint.authMethods());
        String name = ClientAuthentication.encoded(registration.client().revocationTokenParam());
        String form = name + "=" + ClientAuthentication.encoded(token) + "&token_type_hint=" + kind.hint + self.form();
        return client.post(registration.provider(), endpoint.uri(), form, self.authorization(), ANSWER_LIMIT);
    }

    private static RevocationOutcome judge(ProviderAnswer answer) {
        return answer.status() == 200
                ? new RevocationOutcome.Revoked()
                : new RevocationOutcome.Failed(answer.asked() + " answered " + answer.status() + error(answer) + ".");
    }

    /** The error code of an OAuth answer; never more of it, since a provider may quote the token. */
    private static String error(ProviderAnswer answer) {
        try {
            Object code = JSONObjectUtils.parse(answer.body()).get("error");
            return code instanceof String text && text.matches("[a-z_]{1,40}") ? " " + text : "";
        } catch (ParseException e) {
            return "";
        }
    }
}
