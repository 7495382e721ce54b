package io.curfew.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells how the OpenID Providers are, as far as this node knows, and is up in any case: who is signed in needs no provider, and all
 * nodes would go down together. Nothing is asked for an answer.
 */
@Readiness
@ApplicationScoped
public class ProviderReadiness implements HealthCheck {
    /**
     * One provider.
     *
     * @param name its issuer
     * @param state how it is, in one word
     * @param since since when, in ISO 8601; empty for never
     * @param keyAge how many seconds ago its keys were fetched; below zero when they were not
     */
    public record Seen(String name, String state, String since, long keyAge) {}

    private volatile Supplier<List<Seen>> providers = List::of;

    /** Called once, when the configuration has been read. */
    public void watch(Supplier<List<Seen>> providers) {
        this.providers = providers;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("providers").up();
        providers.get().forEach(seen -> tell(seen, response));
        return response.build();
    }

    private static void tell(Seen seen, HealthCheckResponseBuilder response) {
        response.withData(seen.name() + " state", seen.state());
        if (!seen.since().isEmpty()) {
            response.withData(seen.name() + " since", seen.since());
        }
        if (seen.keyAge() >= 0) {
            response.withData(seen.name() + " key_age_seconds", seen.keyAge());
        }
    }
}
