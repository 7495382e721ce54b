package io.curfew;

import io.curfew.config.Secret;
import io.curfew.config.Settings;
import io.curfew.health.GatewayMetrics;
import io.curfew.login.GateFilter;
import io.curfew.login.GateModule;
import io.curfew.login.OwnPathFilter;
import io.curfew.logout.RevocationCounts;
import io.curfew.logout.SessionTokenRevocation;
import io.curfew.provider.ProviderClient;
import io.curfew.provider.Providers;
import io.curfew.provider.RefreshedIdToken;
import io.curfew.provider.TokenRefresh;
import io.curfew.provider.TokenRevocation;
import io.curfew.session.Seal;
import io.curfew.session.SessionStore;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The only composition root: makes every object of the gateway from the settings, door by door, and ends them. */
final class CurfewWiring implements AutoCloseable {
    private final RevocationCounts revocationCounts = new RevocationCounts();
    private final Halls halls;
    private final LoginWiring login;
    private final ProxyWiring proxy;
    private final LogoutWiring logout;
    private final ConsoleWiring console;

    /** @param secrets those of the seal */
    CurfewWiring(Settings settings, List<Secret> secrets, Seal seal, SessionStore store, Clock clock) {
        halls = Halls.of(settings, seal, store, clock);
        Providers providers = halls.providers();
        ProviderClient client = halls.providerClient();
        SessionTokenRevocation revocation =
                new SessionTokenRevocation(new TokenRevocation(providers, client)::revoke, revocationCounts::count);
        TokenRefresh refresh = new TokenRefresh(providers, client, new RefreshedIdToken(providers, clock));
        login = new LoginWiring(halls, refresh, revocation);
        proxy = new ProxyWiring(halls, login, secrets);
        logout = new LogoutWiring(halls, refresh, revocation);
        console = new ConsoleWiring(halls, revocation);
    }

    GateModule gate() {
        return login.gate();
    }

    /** In the order in which they stand before the proxy. */
    List<Filter> filters() {
        return List.of(new GateFilter(), logout.filter());
    }

    /** All servlets but that of the resources, by the paths that are theirs. */
    Map<String, Servlet> servlets() {
        Map<String, Servlet> servlets = new HashMap<>(proxy.servlets());
        servlets.putAll(console.servlets());
        return servlets;
    }

    /** The JAX-RS resources and filters. */
    Set<Object> resources() {
        return Stream.of(Set.of(new OwnPathFilter()), proxy.resources(), logout.resources(), console.resources())
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    void publish(GatewayMetrics metrics) {
        metrics.publish(Stream.of(
                        LoginMetrics.of(
                                login.gate().counts(), login.tokenKeeping().counts()),
                        LogoutMetrics.of(
                                logout.signOut().ends(),
                                logout.backChannelCounters(),
                                logout.frontChannel(),
                                revocationCounts),
                        TrafficMetrics.of(
                                halls.settings().routes(),
                                proxy::counts,
                                proxy.streams()::open,
                                console.watchers()::size),
                        SessionMetrics.of(
                                halls.store().caches().ended(), halls.store().vitals()))
                .flatMap(List::stream)
                .toList());
    }

    boolean storeAnswers() {
        return halls.sessions().storeAnswers();
    }

    /** The store last, and whatever the others do. */
    @Override
    public void close() {
        SessionStore store = halls.store();
        ProviderClient providerClient = halls.providerClient();
        try (store;
                providerClient;
                login;
                proxy;
                console) {
            // closed in reverse order
        }
    }
}
