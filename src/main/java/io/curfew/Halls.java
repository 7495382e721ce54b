package io.curfew;

import io.curfew.config.Settings;
import io.curfew.provider.ProviderClient;
import io.curfew.provider.Providers;
import io.curfew.routing.RouteTable;
import io.curfew.session.EndingListener;
import io.curfew.session.Seal;
import io.curfew.session.SessionStore;
import io.curfew.session.Sessions;
import io.curfew.trace.Traces;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** What the doors stand on: the session hall, the provider hall, the table of routes, and the audit trail. */
record Halls(
        Settings settings,
        Seal seal,
        SessionStore store,
        Sessions sessions,
        ProviderClient providerClient,
        Providers providers,
        RouteTable routes,
        AuditWiring audit,
        SecureRandom random,
        Clock clock,
        AcceptedLogoutTokens acceptedLogoutTokens,
        Traces traces) {
    /** @param endings hears of every session that this node ends */
    static Halls of(
            Settings settings,
            Seal seal,
            SessionStore store,
            AuditWiring audit,
            EndingListener endings,
            SecureRandom random,
            Clock clock,
            Traces traces) {
        ProviderClient client = new ProviderClient(traces);
        return new Halls(
                settings,
                seal,
                store,
                new Sessions(store.caches(), seal, clock, random, longestAbsoluteTimeout(settings), endings),
                client,
                new Providers(settings.registrations(), client, clock),
                new RouteTable(settings.publicUrl(), settings.routes()),
                audit,
                random,
                clock,
                new AcceptedLogoutTokens(clock),
                traces);
    }

    /** Of all routes: no session lives longer, so this is how long a logout must be kept in mind. */
    Duration longestAbsoluteTimeout() {
        return longestAbsoluteTimeout(settings);
    }

    private static Duration longestAbsoluteTimeout(Settings settings) {
        return settings.routes().stream()
                .map(route -> route.session().longest())
                .max(Duration::compareTo)
                .orElseThrow();
    }
}
