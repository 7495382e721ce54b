package io.curfew;

import io.curfew.assertion.AssertionKeys;
import io.curfew.assertion.Assertions;
import io.curfew.assertion.JwksResource;
import io.curfew.backchannel.BackChannelCounters;
import io.curfew.backchannel.BackChannelLogout;
import io.curfew.backchannel.BackChannelLogoutResource;
import io.curfew.backchannel.LogoutTokenVerifier;
import io.curfew.config.PublicUrl;
import io.curfew.config.Registration;
import io.curfew.config.Secret;
import io.curfew.config.Settings;
import io.curfew.console.MySessions;
import io.curfew.console.MySessionsResource;
import io.curfew.console.PageSession;
import io.curfew.console.SessionEndpoint;
import io.curfew.console.SessionEventsServlet;
import io.curfew.console.SessionResource;
import io.curfew.console.WatchScriptServlet;
import io.curfew.console.Watchers;
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
import io.curfew.logout.ProviderKnowledge;
import io.curfew.logout.RevocationFailures;
import io.curfew.logout.RpInitiatedLogout;
import io.curfew.logout.RpInitiatedLogoutEndpoint;
import io.curfew.logout.SessionTokenRevocation;
import io.curfew.logout.SessionsOfCookies;
import io.curfew.logout.SignOut;
import io.curfew.logout.SignOutFilter;
import io.curfew.provider.AccessTokens;
import io.curfew.provider.BearerTokenVerifier;
import io.curfew.provider.HandshakeRelay;
import io.curfew.provider.ProviderClient;
import io.curfew.provider.Providers;
import io.curfew.provider.RefreshedIdToken;
import io.curfew.provider.TokenRefresh;
import io.curfew.provider.TokenRevocation;
import io.curfew.provider.UserInfo;
import io.curfew.proxy.ClientConnectionContext;
import io.curfew.proxy.OpenStreams;
import io.curfew.proxy.ProxyServlet;
import io.curfew.proxy.UpstreamClient;
import io.curfew.proxy.WebSocketClient;
import io.curfew.routing.RouteTable;
import io.curfew.session.BearerLogouts;
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
import io.curfew.session.WatchedSessions;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private final Watchers watchers;
    private final Set<Object> resources;
    private final Map<String, Servlet> servlets;

    /** @param secrets those of the seal */
    CurfewWiring(Settings settings, List<Secret> secrets, Seal seal, SessionStore store, Clock clock) {
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
        BearerLogouts bearerLogouts = new BearerLogouts(store.caches(), clock, longestAbsoluteTimeout(settings));
        bearerLogouts.begin();
        gate = LoginDoor.open(
                settings,
                routes,
                sessions,
                new Logins(store.caches()),
                relay,
                new AccessTokens(providers),
                new UserInfo.Endpoints(providers, providerClient),
                tokenKeeping,
                new BearerTokenVerifier(providers::signingKey, clock)::verify,
                bearerLogouts,
                clock);
        streams = OpenStreams.start(sessions, bearerLogouts, clock, tokenKeeping::keepInBackground);
        PublicUrl publicUrl = settings.publicUrl();
        AssertionKeys keys = new AssertionKeys(tellsAssertions(settings) ? secrets : List.of());
        ProxyServlet proxy = new ProxyServlet(
                settings,
                upstreamClient,
                new WebSocketClient(),
                streams,
                clock,
                sessions::tokens,
                new Assertions(publicUrl, keys, clock, random));

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
        WatchedSessions watched = new WatchedSessions(store.caches(), sessions);
        watchers = Watchers.start(watched, settings.maxSessionWatchers(), clock, random);
        SessionEndpoint pages =
                new SessionEndpoint(new PageSession(routes, watched), GateModule.presenting(settings.trustedIps()));
        servlets = Map.of(
                "/*",
                proxy,
                CurfewApplication.PATH + SessionEventsServlet.PATH,
                new SessionEventsServlet(pages, watchers, ClientConnectionContext::watch),
                CurfewApplication.PATH + WatchScriptServlet.PATH,
                new WatchScriptServlet());
        resources = Set.of(
                new OwnPathFilter(),
                new SessionResource(pages, clock),
                new LogoutResource(signOut),
                new LoggedOutResource(new LoggedOut(states, publicUrl)),
                new FrontChannelLogoutResource(frontChannel),
                new JwksResource(keys),
                new MySessionsResource(
                        new MySessions(sessions, publicUrl, settings.routes(), revocation::revokeUnused, seal, clock),
                        new SignedInEndpoint(new BrowserSessions(sessions), settings.trustedIps(), settings.routes())
                                ::sessions),
                new BackChannelLogoutResource(new BackChannelLogout(
                        verifier,
                        new BackChannelSessions(sessions, new KnownSessions(store.caches(), clock)),
                        backChannelCounters)));
    }

    private static boolean tellsAssertions(Settings settings) {
        return settings.routes().stream().anyMatch(route -> route.upstream().assertion() != null);
    }

    private RpInitiatedLogout logout(
            Settings settings,
            Providers providers,
            LogoutStates states,
            SessionTokenRevocation revocation,
            ExpiredIdTokens fresh) {
        return new RpInitiatedLogout(
                new SignOutSessions(sessions, settings.routes(), revocation::revokeUnused),
                new ProviderKnowledge(providers::metadata, providers::known),
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

    /** All servlets but that of the resources, by the paths that are theirs. */
    Map<String, Servlet> servlets() {
        return servlets;
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
                streams;
                watchers) {
            // closed in reverse order
        }
    }
}
