package io.curfew;

import io.curfew.config.ClusterSettings;
import io.curfew.health.GatewayLiveness;
import io.curfew.health.GatewayReadiness;
import io.curfew.health.GatewayStartup;
import io.curfew.health.ProviderReadiness;
import io.curfew.provider.ProviderState;
import io.curfew.session.StoreUnavailableException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** The health checks of the gateway, and what they are told. */
@Dependent
class GatewayHealth {
    private final GatewayReadiness readiness;
    private final ProviderReadiness providers;
    private final GatewayStartup startup;
    private final GatewayLiveness liveness;

    @Inject
    GatewayHealth(
            @Readiness GatewayReadiness readiness,
            @Readiness ProviderReadiness providers,
            @Startup GatewayStartup startup,
            @Liveness GatewayLiveness liveness) {
        this.readiness = readiness;
        this.providers = providers;
        this.startup = startup;
        this.liveness = liveness;
    }

    void started(CurfewWiring wiring, BooleanSupplier leaving, Clock clock) {
        readiness.watch(wiring::storeAnswers, () -> numbers(wiring.halls()), leaving);
        providers.watch(() -> wiring.halls().providers().states().stream()
                .map(state -> seen(state, clock.instant()))
                .toList());
        liveness.watch(() -> wiring.halls().store().hasGivenUp());
        startup.started();
    }

    void ending() {
        readiness.close();
    }

    /** Elsewhere than in the gateways themselves it would cost a question, which a probe must not. */
    private static Map<String, Long> numbers(Halls halls) {
        if (!(halls.settings().cluster() instanceof ClusterSettings.Embedded embedded)) {
            return Map.of();
        }
        try {
            int nodes = halls.store().view().nodes().size();
            return Map.of("nodes", (long) nodes, "nodes_expected", (long) embedded.expectedSize());
        } catch (StoreUnavailableException e) {
            return Map.of();
        }
    }

    private static ProviderReadiness.Seen seen(ProviderState state, Instant now) {
        Instant keys = state.keys().fetched();
        return new ProviderReadiness.Seen(
                state.issuer(),
                state.condition().name().toLowerCase(Locale.ROOT),
                state.since() == null ? "" : state.since().toString(),
                keys == null ? -1 : Duration.between(keys, now).toSeconds());
    }
}
