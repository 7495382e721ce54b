package io.curfew.provider;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.curfew.config.Registration;
import java.text.ParseException;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Asks a provider for new tokens by a refresh token: one call, over within the registration's {@code timeout}.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#RefreshTokens">OpenID Connect Core 1.0, section 12</a>
 */
public final class TokenRefresh {
    private static final System.Logger LOG = System.getLogger(TokenRefresh.class.getName());
    private static final int ANSWER_LIMIT = 1024 * 1024;

    /**
     * What the gateway holds of a login.
     *
     * @param subject {@code sub} of the ID token
     * @param sid {@code sid} of the ID token
     * @param idToken the ID token, which was verified when it came
     */
    public record Held(String subject, @Nullable String sid, String idToken, String refreshToken) {
        @Override
        public String toString() {
            return "[held tokens]";
        }
    }

    /** What became of it. */
    public sealed interface RefreshOutcome {
        /**
         * New tokens.
         *
         * @param refreshToken in place of the one that was sent; null when that one stays
         * @param idToken verified; null when the one that is held stays
         * @param claims of the new ID token; empty without one
         * @param expiresIn the seconds that the access token lives from now; empty when the provider does not say
         */
        record Renewed(
                String accessToken,
                @Nullable String refreshToken,
                @Nullable String idToken,
                Map<String, Object> claims,
                OptionalLong expiresIn)
                implements RefreshOutcome {
            @Override
            public String toString() {
                return "[renewed tokens]";
            }
        }

        /**
         * The provider takes the refresh token no longer, or its new ID token is not one for this login.
         *
         * @param accessToken came with such an ID token, and is nobody's; null when nothing came
         * @param refreshToken likewise
         */
        record Refused(
                String reason,
                @Nullable String accessToken,
                @Nullable String refreshToken) implements RefreshOutcome {
            /** Without tokens. */
            public Refused(String reason) {
                this(reason, null, null);
            }

            @Override
            public String toString() {
                return "[refused: " + reason + "]";
            }
        }

        /** No answer that says anything about the session. */
        record Unavailable(String reason) implements RefreshOutcome {}
    }

    private final Providers providers;
    private final ProviderClient client;
    private final RefreshedIdToken idTokens;

    public TokenRefresh(Providers providers, ProviderClient client, RefreshedIdToken idTokens) {
        this.providers = providers;
        this.client = client;
        this.idTokens = idTokens;
    }

    /** Never throws; the reasons are safe to log. */
    public RefreshOutcome refresh(Registration registration, Held held) {
        try {
            return judge(registration, held, send(registration, held.refreshToken()));
        } catch (ProviderUnavailableException e) {
            return new RefreshOutcome.Unavailable(e.sentence());
        } catch (RuntimeException e) {
            // a fault of ours says nothing about the session; the type tells enough without quoting anything
            return new RefreshOutcome.Unavailable(
                    "The refresh failed: " + e.getClass().getName());
        }
    }

    private ProviderAnswer send(Registration registration, String refreshToken) {
        ClientAuthentication self = ClientAuthentication.of(registration, providers.tokenAuthMethods(registration));
        String form =
                "grant_type=refresh_token&refresh_token=" + ClientAuthentication.encoded(refreshToken) + self.form();
        return client.post(
                registration.provider(),
                providers.metadata(registration).tokenEndpoint(),
                form,
                self.authorization(),
                ANSWER_LIMIT);
    }

    private RefreshOutcome judge(Registration registration, Held held, ProviderAnswer answer) {
        String error = answer.status() / 100 == 4 ? error(answer) : "";
        if (error.equals("invalid_grant")) {
            return new RefreshOutcome.Refused(error);
        }
        if (!error.isEmpty()) {
            return new RefreshOutcome.Unavailable(answer.asked() + " answered " + answer.status() + " " + error + ".");
        }
        Map<String, Object> json = answer.json();
        if (!(json.get("access_token") instanceof String accessToken) || accessToken.isEmpty()) {
            return new RefreshOutcome.Unavailable("The answer to the refresh has no access token.");
        }
        String refreshToken = json.get("refresh_token") instanceof String next && !next.isEmpty() ? next : null;
        RefreshedIdToken.Verdict verdict = idTokens.verify(registration, held, json.get("id_token"));
        if (verdict instanceof RefreshedIdToken.Verdict.Wrong wrong) {
            return new RefreshOutcome.Refused(wrong.reason(), accessToken, refreshToken);
        }
        if (verdict instanceof RefreshedIdToken.Verdict.Unproven unproven) {
            LOG.log(System.Logger.Level.INFO, "{0} The one before it stays.", unproven.reason());
        }
        boolean proven = verdict instanceof RefreshedIdToken.Verdict.Verified;
        return new RefreshOutcome.Renewed(
                accessToken,
                refreshToken,
                proven ? (String) json.get("id_token") : null,
                verdict instanceof RefreshedIdToken.Verdict.Verified verified ? verified.claims() : Map.of(),
                seconds(json.get("expires_in")));
    }

    /**
     * The code of an OAuth error, and never more of it: a provider may quote the token. Only {@code invalid_grant} is about the grant,
     * the others are about us or about the moment (RFC 6749, section 5.2). Empty for what is none.
     */
    private static String error(ProviderAnswer answer) {
        try {
            Object error = JSONObjectUtils.parse(answer.body()).get("error");
            return error instanceof String code && code.matches("[a-z_]{1,40}") ? code : "";
        } catch (ParseException e) {
            return "";
        }
    }

    private static OptionalLong seconds(@Nullable Object value) {
        return value instanceof Number number ? OptionalLong.of(Math.max(0, number.longValue())) : OptionalLong.empty();
    }
}
