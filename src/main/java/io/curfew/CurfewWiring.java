package io.curfew;

import io.curfew.backchannel.BackChannelCounters;
import io.curfew.backchannel.BackChannelLogout;
import io.curfew.backchannel.BackChannelLogoutResource;
import io.curfew.backchannel.LogoutTokenVerifier;
import io.curfew.config.PublicUrl;
import io.curfew.config.Registration;
import io.curfew.config.Settings;
import io.curfew.console.MySessions;
import io.curfew.console.MySessionsResource;
import io.curfew.frontchannel.FrontChannelLogout;
import io.curfew.frontchannel.FrontChannelLogoutResource;
import io.curfew.health.GatewayMetrics;
import io.curfew.login.GateFilter;
import io.curfew.login.GateModule;
import io.curfew.login.LoginDoor;
import io.curfew.login.OwnPathFilter;
import io.curfew.login.SignedInEndpoint;
import io.curfew.login.TokenKeeping;
import io.curfew.logout.LoggedOut;
import io.curfew.logout.LoggedOutResource;
import io.curfew.logout.LogoutResource;
import io.curfew.logout.LogoutStates;
import io.curfew.logout.PendingSignOuts;
import io.curfew.logout.RevocationFailures;
import io.curfew.logout.RpInitiatedLogout;
import io.curfew.logout.RpInitiatedLogoutEndpoint;
import io.curfew.logout.SessionTokenRevocation;
import io.curfew.logout.SessionsOfCookies;
import io.curfew.logout.SignOut;
import io.curfew.logout.SignOutFilter;
import io.curfew.provider.AccessTokens;
import io.curfew.provider.HandshakeRelay;
import io.curfew.provider.ProviderClient;
import io.curfew.provider.Providers;
import io.curfew.provider.RefreshedIdToken;
import io.curfew.provider.TokenRefresh;
import io.curfew.provider.TokenRevocation;
import io.curfew.provider.UserInfo;
import io.curfew.proxy.OpenStreams;
import io.curfew.proxy.ProxyServlet;
import io.curfew.proxy.UpstreamClient;
import io.curfew.proxy.WebSocketClient;
import io.curfew.routing.RouteTable;
import io.curfew.session.BrowserSessions;
import io.curfew.session.KnownSessions;
import io.curfew.session.Logins;
import io.curfew.session.RecentlyEnded;
import io.curfew.session.Seal;
import io.curfew.session.SessionStore;
import io.curfew.session.Sessions;
import io.curfew.session.SessionsToEnd;
import io.curfew.session.TokenRenewals;
import io.curfew.session.UnprovenLogouts;
import jakarta.servlet.Filter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The only composition root: makes every object of the gateway from the settings, and ends them. */
final class CurfewWiring implements AutoCloseable {
    private final SessionStore store;
    private final ProviderClient providerClient = new ProviderClient();
    private final UpstreamClient upstreamClient = new UpstreamClient();
    private final BackChannelCounters backChannelCounters = new BackChannelCounters();
    private final RevocationFailures revocationFailures = new RevocationFailures();
    private final HandshakeRelay relay;
    private final Sessions sessions;
    private final GateModule gate;
    private final SignOutFilter signOutFilter;
    private final FrontChannelLogout frontChannel;
    private final OpenStreams streams;
    private final TokenKeeping tokenKeeping;
    private final ProxyServlet proxy;
    private final Set<Object> resources;

    CurfewWiring(Settings settings, Seal seal, SessionStore store, Clock clock) {
        SecureRandom random = new SecureRandom();
        this.store = store;
        sessions = new Sessions(store.caches(), seal, clock, random, longestAbsoluteTimeout(settings));
        Providers providers = new Providers(settings.registrations(), providerClient, clock);
        relay = new HandshakeRelay(providers, providerClient, random);
        RouteTable routes = new RouteTable(settings.publicUrl(), settings.routes());
        SessionTokenRevocation revocation = new SessionTokenRevocation(
                new TokenRevocation(providers, providerClient)::revoke, revocationFailures::count);
        TokenRefresh refresh = new TokenRefresh(providers, providerClient, new RefreshedIdToken(providers, clock));
        tokenKeeping = LoginDoor.keeping(
                settings,
                sessions,
                new TokenRenewals(store.caches(), sessions, seal, clock),
                refresh::refresh,
                revocation::revokeUnused,
                clock);
        gate = LoginDoor.open(
                settings,
                routes,
                sessions,
                new Logins(store.caches()),
                relay,
                new AccessTokens(providers),
                new UserInfo.Endpoints(providers, providerClient),
                tokenKeeping,
                clock);
        streams = OpenStreams.start(sessions, tokenKeeping::keepInBackground);
        proxy = new ProxyServlet(settings, upstreamClient, new WebSocketClient(), streams, clock, sessions::tokens);

        PublicUrl publicUrl = settings.publicUrl();
        LogoutStates states = new LogoutStates(seal, clock, random, publicUrl.isHttps());
        SignOut signOut = new SignOut(
                logout(settings, providers, states, revocation, new ExpiredIdTokens(refresh, clock)),
                new SessionsOfCookies(new SessionsToEnd(sessions), new RecentlyEnded(store.caches(), seal, clock)),
                new PendingSignOuts(seal, clock, publicUrl.isHttps()),
                settings.routes(),
                publicUrl);
        signOutFilter = new SignOutFilter(new RpInitiatedLogoutEndpoint(signOut));
        LogoutTokenVerifier verifier = new LogoutTokenVerifier(settings.registrations(), providers::signingKey, clock);
        frontChannel = new FrontChannelLogout(
                settings.registrations().stream().map(Registration::issuer).toList(),
                new UnprovenLogouts(store.caches(), seal, clock, longestAbsoluteTimeout(settings))::end);
        resources = Set.of(
                new OwnPathFilter(),
                new LogoutResource(signOut),
                new LoggedOutResource(new LoggedOut(states, publicUrl)),
                new FrontChannelLogoutResource(frontChannel),
                new MySessionsResource(
                        new MySessions(sessions, settings.routes(), revocation::revokeUnused, seal, clock),
                        new SignedInEndpoint(new BrowserSessions(sessions), settings.trustedIps(), settings.routes())
                                ::sessions),
                new BackChannelLogoutResource(new BackChannelLogout(
                        verifier,
                        new BackChannelSessions(sessions, new KnownSessions(store.caches(), clock)),
                        backChannelCounters)));
    }

    private RpInitiatedLogout logout(
            Settings settings,
            Providers providers,
            LogoutStates states,
            SessionTokenRevocation revocation,
            ExpiredIdTokens fresh) {
        return new RpInitiatedLogout(
                new SignOutSessions(sessions, settings.routes(), revocation::revokeUnused),
                providers::metadata,
                fresh,
                revocation,
                states);
    }

    private static Duration longestAbsoluteTimeout(Settings settings) {
        return settings.routes().stream()
                .map(route -> route.session().longest())
                .max(Duration::compareTo)
                .orElseThrow();
    }

    GateModule gate() {
        return gate;
    }

    /** In the order in which they stand before the proxy. */
    List<Filter> filters() {
        return List.of(new GateFilter(), signOutFilter);
    }

    ProxyServlet proxy() {
        return proxy;
    }

    /** The JAX-RS resources and filters. */
    Set<Object> resources() {
        return resources;
    }

    void publish(GatewayMetrics metrics) {
        new PublishedCounts(backChannelCounters, frontChannel, revocationFailures, tokenKeeping.counts()).to(metrics);
    }

    boolean storeAnswers() {
        return sessions.storeAnswers();
    }

    /** The store last, and whatever the others do. */
    @Override
    public void close() {
        try (store;
                providerClient;
                upstreamClient;
                relay;
                tokenKeeping;
                streams) {
            // closed in reverse order
        }
    }
}
