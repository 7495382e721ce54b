package io.curfew.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the configuration was read, the session store answers, and the server is not about to be ended. */
@Readiness
@ApplicationScoped
public class GatewayReadiness implements HealthCheck {
    private volatile BooleanSupplier storeAnswers = () -> false;
    private volatile BooleanSupplier leaving = () -> false;

    /** Called once, when the configuration has been read and the store has been started. */
    public void watch(BooleanSupplier storeAnswers, BooleanSupplier leaving) {
        this.storeAnswers = storeAnswers;
        this.leaving = leaving;
    }

    /** Never ready again. */
    public void close() {
        storeAnswers = () -> false;
    }

    @Override
    public HealthCheckResponse call() {
        boolean isLeaving = leaving.getAsBoolean();
        return HealthCheckResponse.named("session-store")
                .status(!isLeaving && storeAnswers.getAsBoolean())
                .withData("leaving", isLeaving)
                .build();
    }
}
