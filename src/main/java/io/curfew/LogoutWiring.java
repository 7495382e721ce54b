package io.curfew;

import io.curfew.backchannel.BackChannelCounters;
import io.curfew.backchannel.BackChannelLogout;
import io.curfew.backchannel.BackChannelLogoutResource;
import io.curfew.backchannel.BackChannelTrail;
import io.curfew.backchannel.LogoutTokenExplaining;
import io.curfew.backchannel.LogoutTokenVerifier;
import io.curfew.config.PublicUrl;
import io.curfew.config.Registration;
import io.curfew.config.Settings;
import io.curfew.frontchannel.FrontChannelLogout;
import io.curfew.frontchannel.FrontChannelLogoutResource;
import io.curfew.frontchannel.FrontChannelTrail;
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
import io.curfew.logout.SignOutTrail;
import io.curfew.provider.TokenRefresh;
import io.curfew.session.KnownSessions;
import io.curfew.session.RecentlyEnded;
import io.curfew.session.Seal;
import io.curfew.session.SessionCaches;
import io.curfew.session.SessionsToEnd;
import io.curfew.session.UnprovenLogouts;
import io.curfew.trace.Traces;
import jakarta.servlet.Filter;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** The doors of logout: the user leaves, or the provider says that they have. */
final class LogoutWiring {
    private final BackChannelCounters backChannelCounters = new BackChannelCounters();
    private final FrontChannelLogout frontChannel;
    private final SignOut signOut;
    private final BackChannelLogout backChannel;
    private final LogoutTokenExplaining explaining;
    private final LogoutStates states;
    private final PublicUrl publicUrl;
    private final Traces traces;

    LogoutWiring(Halls halls, TokenRefresh refresh, SessionTokenRevocation revocation) {
        Settings settings = halls.settings();
        Seal seal = halls.seal();
        Clock clock = halls.clock();
        SessionCaches caches = halls.store().caches();
        publicUrl = settings.publicUrl();
        traces = halls.traces();
        states = new LogoutStates(seal, clock, halls.random(), publicUrl.isHttps());
        SignOutTrail trail = new SignOutTrail(halls.audit().trail()::tell);
        signOut = new SignOut(
                logout(halls, new ExpiredIdTokens(refresh, clock), revocation, trail),
                trail,
                new SessionsOfCookies(new SessionsToEnd(halls.sessions()), new RecentlyEnded(caches, seal, clock)),
                new PendingSignOuts(seal, clock, publicUrl.isHttps()),
                settings.routes(),
                publicUrl);
        List<String> issuers =
                settings.registrations().stream().map(Registration::issuer).toList();
        frontChannel = new FrontChannelLogout(
                issuers,
                new UnprovenLogouts(halls.sessions())::end,
                new FrontChannelTrail(halls.audit().trail(), clock));
        LogoutTokenVerifier verifier =
                new LogoutTokenVerifier(settings.registrations(), halls.providers()::signingKey, clock);
        BackChannelSessions sessions = new BackChannelSessions(
                halls.sessions(), new KnownSessions(caches, clock), halls.acceptedLogoutTokens());
        backChannel = new BackChannelLogout(
                verifier,
                sessions,
                backChannelCounters,
                new BackChannelTrail(halls.audit().trail()::tell, issuers, clock));
        explaining = new LogoutTokenExplaining(verifier, sessions);
    }

    private RpInitiatedLogout logout(
            Halls halls, ExpiredIdTokens fresh, SessionTokenRevocation revocation, SignOutTrail trail) {
        return new RpInitiatedLogout(
                new SignOutSessions(halls.sessions(), halls.settings().routes(), revocation::revokeUnused),
                new ProviderKnowledge(halls.providers()::metadata, halls.providers()::known),
                fresh,
                revocation,
                states,
                trail);
    }

    Filter filter() {
        return new SignOutFilter(new RpInitiatedLogoutEndpoint(signOut));
    }

    Set<Object> resources() {
        return Set.of(
                new LogoutResource(signOut),
                new LoggedOutResource(new LoggedOut(states, publicUrl)),
                new FrontChannelLogoutResource(frontChannel),
                new BackChannelLogoutResource(backChannel, traces));
    }

    /** For operators. */
    LogoutTokenExplaining explaining() {
        return explaining;
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
