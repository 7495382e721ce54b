package io.curfew;

import io.curfew.config.Registration;
import io.curfew.logout.FreshTokens;
import io.curfew.provider.IdTokenClaims;
import io.curfew.provider.TokenRefresh;
import io.curfew.provider.TokenRefresh.Held;
import io.curfew.provider.TokenRefresh.RefreshOutcome;
import io.curfew.session.Tokens;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The provider hall as a sign-out sees it that has an expired ID token. */
record ExpiredIdTokens(TokenRefresh refresh, Clock clock) implements FreshTokens {
    private static final System.Logger LOG = System.getLogger(ExpiredIdTokens.class.getName());

    @Override
    public Optional<Tokens> inPlaceOf(Registration registration, Tokens stored) {
        Optional<IdTokenClaims> expired = IdTokenClaims.of(stored.idToken())
                .filter(claims -> !clock.instant().isBefore(claims.expires()));
        String refreshToken = stored.refreshToken();
        if (refreshToken == null || expired.isEmpty()) {
            return Optional.empty();
        }
        IdTokenClaims claims = expired.get();
        Held held = new Held(claims.subject(), claims.sid(), stored.idToken(), refreshToken);
        RefreshOutcome outcome = refresh.refresh(registration, held);
        if (outcome instanceof RefreshOutcome.Renewed renewed) {
            return Optional.of(inPlaceOf(stored, renewed.idToken(), renewed.accessToken(), renewed.refreshToken()));
        }
        boolean isRefused = outcome instanceof RefreshOutcome.Refused;
        LOG.log(
                Level.INFO,
                "At sign-out the provider gave no fresh ID token; it is shown the expired one. reason={0}",
                isRefused
                        ? ((RefreshOutcome.Refused) outcome).reason()
                        : ((RefreshOutcome.Unavailable) outcome).reason());
        // an ID token of anybody else is not shown to the browser; what came with it is revoked
        return outcome instanceof RefreshOutcome.Refused refused && refused.accessToken() != null
                ? Optional.of(inPlaceOf(stored, null, refused.accessToken(), refused.refreshToken()))
                : Optional.empty();
    }

    private static Tokens inPlaceOf(
            Tokens stored, @Nullable String idToken, String accessToken, @Nullable String refreshToken) {
        return new Tokens(
                idToken == null ? stored.idToken() : idToken,
                accessToken,
                refreshToken == null ? stored.refreshToken() : refreshToken);
    }
}
