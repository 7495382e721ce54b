package io.curfew;

import io.curfew.backchannel.BackChannelCounters;
import io.curfew.backchannel.BackChannelLogout;
import io.curfew.backchannel.BackChannelLogoutResource;
import io.curfew.backchannel.LogoutTokenVerifier;
import io.curfew.config.PublicUrl;
import io.curfew.config.Registration;
import io.curfew.config.Settings;
import io.curfew.frontchannel.FrontChannelLogout;
import io.curfew.frontchannel.FrontChannelLogoutResource;
import io.curfew.logout.LoggedOut;
import io.curfew.logout.LoggedOutResource;
import io.curfew.logout.LogoutResource;
import io.curfew.logout.LogoutStates;
import io.curfew.logout.PendingSignOuts;
import io.curfew.logout.ProviderKnowledge;
import io.curfew.logout.RpInitiatedLogout;
import io.curfew.logout.RpInitiatedLogoutEndpoint;
import io.curfew.logout.SessionTokenRevocation;
import io.curfew.logout.SessionsOfCookies;
import io.curfew.logout.SignOut;
import io.curfew.logout.SignOutFilter;
import io.curfew.provider.TokenRefresh;
import io.curfew.session.KnownSessions;
import io.curfew.session.RecentlyEnded;
import io.curfew.session.Seal;
import io.curfew.session.SessionCaches;
import io.curfew.session.SessionsToEnd;
import io.curfew.session.UnprovenLogouts;
import jakarta.servlet.Filter;
import java.time.Clock;
import java.util.Set;

/** The doors of logout: the user leaves, or the provider says that they have. */
final class LogoutWiring {
    private final BackChannelCounters backChannelCounters = new BackChannelCounters();
    private final FrontChannelLogout frontChannel;
    private final SignOut signOut;
    private final BackChannelLogout backChannel;
    private final LogoutStates states;
    private final PublicUrl publicUrl;

    LogoutWiring(Halls halls, TokenRefresh refresh, SessionTokenRevocation revocation) {
        Settings settings = halls.settings();
        Seal seal = halls.seal();
        Clock clock = halls.clock();
        SessionCaches caches = halls.store().caches();
        publicUrl = settings.publicUrl();
        states = new LogoutStates(seal, clock, halls.random(), publicUrl.isHttps());
        signOut = new SignOut(
                logout(halls, new ExpiredIdTokens(refresh, clock), revocation),
                new SessionsOfCookies(new SessionsToEnd(halls.sessions()), new RecentlyEnded(caches, seal, clock)),
                new PendingSignOuts(seal, clock, publicUrl.isHttps()),
                settings.routes(),
                publicUrl);
        frontChannel = new FrontChannelLogout(
                settings.registrations().stream().map(Registration::issuer).toList(),
                new UnprovenLogouts(caches, seal, clock, halls.longestAbsoluteTimeout())::end);
        backChannel = new BackChannelLogout(
                new LogoutTokenVerifier(settings.registrations(), halls.providers()::signingKey, clock),
                new BackChannelSessions(halls.sessions(), new KnownSessions(caches, clock)),
                backChannelCounters,
                clock);
    }

    private RpInitiatedLogout logout(Halls halls, ExpiredIdTokens fresh, SessionTokenRevocation revocation) {
        return new RpInitiatedLogout(
                new SignOutSessions(halls.sessions(), halls.settings().routes(), revocation::revokeUnused),
                new ProviderKnowledge(halls.providers()::metadata, halls.providers()::known),
                fresh,
                revocation,
                states);
    }

    Filter filter() {
        return new SignOutFilter(new RpInitiatedLogoutEndpoint(signOut));
    }

    Set<Object> resources() {
        return Set.of(
                new LogoutResource(signOut),
                new LoggedOutResource(new LoggedOut(states, publicUrl)),
                new FrontChannelLogoutResource(frontChannel),
                new BackChannelLogoutResource(backChannel));
    }

    BackChannelCounters backChannelCounters() {
        return backChannelCounters;
    }

    SignOut signOut() {
        return signOut;
    }

    FrontChannelLogout frontChannel() {
        return frontChannel;
    }
}
