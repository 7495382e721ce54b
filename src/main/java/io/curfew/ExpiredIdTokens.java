package io.curfew;

import io.curfew.config.Registration;
import io.curfew.logout.FreshTokens;
import io.curfew.provider.IdTokenClaims;
import io.curfew.provider.RefreshGrant;
import io.curfew.provider.RefreshGrant.RefreshOutcome;
import io.curfew.provider.RefreshGrant.RefreshOutcome.Refreshed;
import io.curfew.session.Tokens;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;

/** The provider hall as a sign-out sees it that has an expired ID token. */
record ExpiredIdTokens(RefreshGrant grant, Clock clock) implements FreshTokens {
    private static final System.Logger LOG = System.getLogger(ExpiredIdTokens.class.getName());

    @Override
    public Optional<Tokens> inPlaceOf(Registration registration, Tokens stored) {
        Optional<IdTokenClaims> claims = IdTokenClaims.of(stored.idToken());
        String refreshToken = stored.refreshToken();
        if (refreshToken == null
                || claims.filter(known -> !clock.instant().isBefore(known.expires()))
                        .isEmpty()) {
            return Optional.empty();
        }
        RefreshOutcome outcome = grant.refresh(registration, refreshToken);
        if (outcome instanceof Refreshed refreshed) {
            return Optional.of(tokens(refreshed, stored, refreshToken, claims.get()));
        }
        LOG.log(
                Level.INFO,
                "At sign-out the provider gave no fresh ID token; it is shown the expired one. reason={0}",
                ((RefreshOutcome.Failed) outcome).reason());
        return Optional.empty();
    }

    /** An ID token of anybody else is not shown to the browser, whatever the provider thinks of it. */
    private static Tokens tokens(Refreshed refreshed, Tokens stored, String refreshToken, IdTokenClaims known) {
        String fresh = refreshed.idToken();
        boolean fits = fresh != null
                && IdTokenClaims.of(fresh).filter(known::isOfSameUser).isPresent();
        String next = refreshed.refreshToken();
        return new Tokens(
                fits && fresh != null ? fresh : stored.idToken(),
                refreshed.accessToken(),
                next == null ? refreshToken : next);
    }
}
