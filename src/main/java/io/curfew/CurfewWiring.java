package io.curfew;

import io.curfew.config.Secret;
import io.curfew.config.Settings;
import io.curfew.console.DoctorResource;
import io.curfew.console.ExplainResource;
import io.curfew.console.OperatorEndpoint;
import io.curfew.console.OperatorTrail;
import io.curfew.doctor.Doctor;
import io.curfew.health.GatewayMetrics;
import io.curfew.login.GateFilter;
import io.curfew.login.OwnFaultEndpoint;
import io.curfew.login.OwnPathFilter;
import io.curfew.logout.RevocationCounts;
import io.curfew.logout.SessionTokenRevocation;
import io.curfew.provider.ProviderClient;
import io.curfew.provider.ProviderWatch;
import io.curfew.provider.Providers;
import io.curfew.provider.RefreshedIdToken;
import io.curfew.provider.TokenRefresh;
import io.curfew.provider.TokenRevocation;
import io.curfew.session.EndingListener;
import io.curfew.session.Seal;
import io.curfew.session.SessionStore;
import io.curfew.trace.TraceFieldsFilter;
import io.curfew.trace.TraceQueryFilter;
import io.curfew.trace.Traces;
import jakarta.security.auth.message.module.ServerAuthModule;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The only composition root: makes every object of the gateway from the settings, door by door, and ends them. */
final class CurfewWiring implements AutoCloseable {
    private final RevocationCounts revocationCounts = new RevocationCounts();
    private final AuditWiring audit;
    private final NoticeWiring notices;
    private final Halls halls;
    private final LoginWiring login;
    private final ProxyWiring proxy;
    private final LogoutWiring logout;
    private final ConsoleWiring console;
    private final ProviderWatch providerWatch;

    /** @param secrets those of the seal */
    CurfewWiring(Settings settings, List<Secret> secrets, Seal seal, SessionStore store, Clock clock, Traces traces) {
        SecureRandom random = new SecureRandom();
        audit = new AuditWiring(settings, store, seal, clock);
        notices = new NoticeWiring(settings, secrets, random, clock);
        EndingListener count = (session, reason) -> store.caches().ended().count(reason);
        EndingListener endings = EndingListener.all(List.of(count, notices.notices(), audit));
        halls = Halls.of(settings, seal, store, audit, endings, random, clock, traces);
        Providers providers = halls.providers();
        ProviderClient client = halls.providerClient();
        SessionTokenRevocation revocation =
                new SessionTokenRevocation(new TokenRevocation(providers, client)::revoke, revocationCounts::count);
        TokenRefresh refresh = new TokenRefresh(providers, client, new RefreshedIdToken(providers, clock));
        login = new LoginWiring(halls, refresh, revocation);
        proxy = new ProxyWiring(halls, login, notices.keys());
        logout = new LogoutWiring(halls, refresh, revocation);
        console = new ConsoleWiring(halls, login, revocation, this::forOperators);
        providerWatch = ProviderWatch.start(providers);
    }

    /** What is neither of sessions nor changes anything. */
    private Set<Object> forOperators(OperatorEndpoint operators) {
        OperatorTrail trail = new OperatorTrail(audit.trail()::tell);
        Doctor doctor = new Doctor(halls.providerClient(), halls.clock(), Optional.empty());
        return Set.of(
                new ExplainResource(operators, logout.explaining()::explain, actor -> trail.looked(actor, "explain")),
                new DoctorResource(
                        operators,
                        new Examination(doctor::examine, halls.settings(), Examination.LONGEST_WAIT),
                        actor -> trail.looked(actor, "doctor")));
    }

    ServerAuthModule gate() {
        Traces traces = halls.traces();
        return traces == Traces.OFF
                ? login.gate()
                : new TracedGateModule(login.gate(), traces, halls.settings().trustedIps());
    }

    /** In the order in which they stand before the proxy. */
    List<Filter> filters() {
        return halls.traces() == Traces.OFF
                ? List.of(new GateFilter(), logout.filter())
                : List.of(new TraceFilter(), new GateFilter(), logout.filter());
    }

    /** All servlets but that of the resources, by the paths that are theirs. */
    Map<String, Servlet> servlets() {
        Map<String, Servlet> servlets = new HashMap<>(proxy.servlets());
        servlets.putAll(console.servlets());
        return servlets;
    }

    /** The JAX-RS resources and filters. */
    Set<Object> resources() {
        Traces traces = halls.traces();
        Set<Object> ofTraces =
                traces == Traces.OFF ? Set.of() : Set.of(new TraceFieldsFilter(traces), new TraceQueryFilter(traces));
        return Stream.of(
                        Set.of(new OwnPathFilter(), new OwnFaultEndpoint()),
                        ofTraces,
                        proxy.resources(),
                        logout.resources(),
                        console.resources())
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
                                revocationCounts,
                                notices.notices().counts(),
                                audit::lost),
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

    Halls halls() {
        return halls;
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
                audit;
                notices;
                login;
                proxy;
                console;
                providerWatch) {
            // closed in reverse order
        }
    }
}
