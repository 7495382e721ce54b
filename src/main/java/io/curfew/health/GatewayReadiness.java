package io.curfew.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the configuration was read, and the session store answers for the whole cluster. */
@Readiness
@ApplicationScoped
public class GatewayReadiness implements HealthCheck {
    private volatile BooleanSupplier storeAnswers = () -> false;

    /** Called once, when the configuration has been read and the store has been started. */
    public void watch(BooleanSupplier storeAnswers) {
        this.storeAnswers = storeAnswers;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("session-store")
                .status(storeAnswers.getAsBoolean())
                .build();
    }
}
