package io.curfew;

import io.curfew.config.AdminSettings;
import io.curfew.config.Settings;
import io.curfew.login.GateModule;
import io.curfew.login.LoginDoor;
import io.curfew.login.OperatorCredentials;
import io.curfew.login.TokenKeeping;
import io.curfew.logout.SessionTokenRevocation;
import io.curfew.provider.AccessTokens;
import io.curfew.provider.BearerTokenVerifier;
import io.curfew.provider.HandshakeRelay;
import io.curfew.provider.Providers;
import io.curfew.provider.TokenRefresh;
import io.curfew.provider.UserInfo;
import io.curfew.session.BearerLogouts;
import io.curfew.session.Logins;
import io.curfew.session.Sessions;
import io.curfew.session.TokenRenewals;
import java.time.Clock;

/** The login door: the gate, and what keeps tokens fresh behind it. */
final class LoginWiring implements AutoCloseable {
    private final HandshakeRelay relay;
    private final TokenKeeping tokenKeeping;
    private final BearerLogouts bearerLogouts;
    private final BearerTokenVerifier bearerTokens;
    private final GateModule gate;

    LoginWiring(Halls halls, TokenRefresh refresh, SessionTokenRevocation revocation) {
        Settings settings = halls.settings();
        Sessions sessions = halls.sessions();
        Providers providers = halls.providers();
        Clock clock = halls.clock();
        relay = new HandshakeRelay(providers, halls.providerClient(), halls.random());
        tokenKeeping = LoginDoor.keeping(
                settings,
                sessions,
                new TokenRenewals(halls.store().caches(), sessions, halls.seal(), clock),
                refresh::refresh,
                revocation::revokeUnused,
                clock);
        bearerLogouts = new BearerLogouts(halls.store().caches(), clock, halls.longestAbsoluteTimeout());
        bearerLogouts.begin();
        bearerTokens = new BearerTokenVerifier(providers::signingKey, clock);
        gate = LoginDoor.open(
                settings,
                halls.routes(),
                sessions,
                new Logins(halls.store().caches()),
                relay,
                new AccessTokens(providers),
                new UserInfo.Endpoints(providers, halls.providerClient()),
                tokenKeeping,
                bearerTokens::verify,
                bearerLogouts,
                clock);
    }

    GateModule gate() {
        return gate;
    }

    TokenKeeping tokenKeeping() {
        return tokenKeeping;
    }

    BearerLogouts bearerLogouts() {
        return bearerLogouts;
    }

    /** What makes somebody an operator. */
    OperatorCredentials operators(AdminSettings admin) {
        return new OperatorCredentials(admin, bearerTokens::verify, bearerLogouts);
    }

    @Override
    public void close() {
        try (relay;
                tokenKeeping) {
            // closed in reverse order
        }
    }
}
