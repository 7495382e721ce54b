package io.curfew.logout;

import io.curfew.config.LogoutSettings;
import io.curfew.config.Registration;
import io.curfew.config.Route;
import io.curfew.provider.TokenRevocation.Kind;
import io.curfew.provider.TokenRevocation.RevocationOutcome;
import io.curfew.session.Tokens;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Revokes the tokens of a session that has just ended, as far as its route asks for it (RFC 7009): first the refresh token,
 * which could make new access tokens, then the access token. A failure is logged and counted and stops nothing.
 */
public final class SessionTokenRevocation {
    private static final Logger LOG = System.getLogger(SessionTokenRevocation.class.getName());

    private final Revoker revoker;
    private final BiConsumer<Kind, RevocationOutcome> counted;

    /** What is needed of the provider hall: {@link io.curfew.provider.TokenRevocation#revoke}. */
    @FunctionalInterface
    public interface Revoker {
        RevocationOutcome revoke(Registration registration, String token, Kind kind);
    }

    /**
     * Creates it.
     *
     * @param revoker asks the provider, within a bounded time
     * @param counted told what became of every token, by its kind
     */
    public SessionTokenRevocation(Revoker revoker, BiConsumer<Kind, RevocationOutcome> counted) {
        this.revoker = revoker;
        this.counted = counted;
    }

    Revocation revoke(Route route, Optional<Tokens> tokens) {
        LogoutSettings asked = route.logout();
        if (!asked.revoke() || !(asked.revokeRefreshToken() || asked.revokeAccessToken())) {
            return Revocation.NOT_ASKED;
        }
        if (tokens.isEmpty()) {
            return Revocation.FAILED;
        }
        Revocation refresh = asked.revokeRefreshToken()
                ? revoke(route, tokens.get().refreshToken(), Kind.REFRESH_TOKEN)
                : Revocation.NOT_ASKED;
        Revocation access = asked.revokeAccessToken()
                ? revoke(route, tokens.get().accessToken(), Kind.ACCESS_TOKEN)
                : Revocation.NOT_ASKED;
        return refresh.and(access);
    }

    /** Revokes tokens that came when their session was over, as far as the route asks for it. Never throws. */
    public void revokeUnused(Route route, Tokens tokens) {
        revoke(route, Optional.of(tokens));
    }

    private Revocation revoke(Route route, @Nullable String token, Kind kind) {
        if (token == null || token.isEmpty()) {
            return Revocation.NOT_ASKED;
        }
        RevocationOutcome outcome = ask(route.registration(), token, kind);
        counted.accept(kind, outcome);
        if (outcome instanceof RevocationOutcome.Failed failed) {
            LOG.log(
                    Level.WARNING,
                    "A token could not be revoked at sign-out; it lives until it expires. route={0} kind={1} reason={2}",
                    route.name(),
                    kind,
                    failed.reason());
            return Revocation.FAILED;
        }
        return outcome instanceof RevocationOutcome.Revoked ? Revocation.REVOKED : Revocation.NOT_OFFERED;
    }

    private RevocationOutcome ask(Registration registration, String token, Kind kind) {
        try {
            return revoker.revoke(registration, token, kind);
        } catch (RuntimeException e) {
            // The session is already over: whatever went wrong here must not keep the browser from hearing that.
            return new RevocationOutcome.Failed(e.getClass().getSimpleName());
        }
    }
}
