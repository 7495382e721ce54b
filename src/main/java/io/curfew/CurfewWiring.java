package io.curfew;

import io.curfew.backchannel.BackChannelCounters;
import io.curfew.backchannel.BackChannelLogout;
import io.curfew.backchannel.BackChannelLogoutResource;
import io.curfew.backchannel.LogoutTokenVerifier;
import io.curfew.config.PublicUrl;
import io.curfew.config.Settings;
import io.curfew.health.GatewayMetrics;
import io.curfew.login.GateFilter;
import io.curfew.login.GateModule;
import io.curfew.login.LoginDoor;
import io.curfew.login.OwnPathFilter;
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
import io.curfew.provider.HandshakeRelay;
import io.curfew.provider.ProviderClient;
import io.curfew.provider.Providers;
import io.curfew.provider.TokenRevocation;
import io.curfew.proxy.OpenStreams;
import io.curfew.proxy.ProxyServlet;
import io.curfew.proxy.UpstreamClient;
import io.curfew.proxy.WebSocketClient;
import io.curfew.routing.RouteTable;
import io.curfew.session.BrowserSessions;
import io.curfew.session.Logins;
import io.curfew.session.Seal;
import io.curfew.session.SessionStore;
import io.curfew.session.Sessions;
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
    private final OpenStreams streams;
    private final ProxyServlet proxy;
    private final Set<Object> resources;

    CurfewWiring(Settings settings, Seal seal, SessionStore store, Clock clock) {
        SecureRandom random = new SecureRandom();
        this.store = store;
        sessions = new Sessions(store.caches(), seal, clock, random, longestAbsoluteTimeout(settings));
        Providers providers = new Providers(settings.registrations(), providerClient, clock);
        relay = new HandshakeRelay(providers, providerClient, random);
        RouteTable routes = new RouteTable(settings.publicUrl(), settings.routes());
        gate = LoginDoor.open(settings, routes, sessions, new Logins(store.caches()), relay, clock);
        streams = OpenStreams.start(sessions);
        proxy = new ProxyServlet(settings, upstreamClient, new WebSocketClient(), streams, clock, sessions::tokens);

        PublicUrl publicUrl = settings.publicUrl();
        LogoutStates states = new LogoutStates(seal, clock, random, publicUrl.isHttps());
        SignOut signOut = signOut(settings, providers, states, new PendingSignOuts(seal, clock, publicUrl.isHttps()));
        signOutFilter = new SignOutFilter(new RpInitiatedLogoutEndpoint(signOut));
        LogoutTokenVerifier verifier = new LogoutTokenVerifier(settings.registrations(), providers::signingKey, clock);
        resources = Set.of(
                new OwnPathFilter(),
                new LogoutResource(signOut),
                new LoggedOutResource(new LoggedOut(states, publicUrl)),
                new BackChannelLogoutResource(
                        new BackChannelLogout(verifier, new BackChannelSessions(sessions), backChannelCounters)));
    }

    private SignOut signOut(Settings settings, Providers providers, LogoutStates states, PendingSignOuts pending) {
        TokenRevocation revocation = new TokenRevocation(providers, providerClient);
        RpInitiatedLogout logout = new RpInitiatedLogout(
                new SignOutSessions(sessions),
                providers::metadata,
                new SessionTokenRevocation(revocation::revoke, revocationFailures::count),
                states);
        return new SignOut(
                logout,
                new SessionsOfCookies(new BrowserSessions(sessions)),
                pending,
                settings.routes(),
                settings.publicUrl());
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
        new PublishedCounts(backChannelCounters, revocationFailures).to(metrics);
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
                streams) {
            // closed in reverse order
        }
    }
}
