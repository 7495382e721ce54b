package io.curfew.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the configuration was read, the session store answers, and the server is not about to be ended. */
@Readiness
@ApplicationScoped
public class GatewayReadiness implements HealthCheck {
    private volatile BooleanSupplier storeAnswers = () -> false;
    private volatile Supplier<Map<String, Long>> numbers = Map::of;
    private volatile BooleanSupplier leaving = () -> false;

    /**
     * Called once, when the configuration has been read and the store has been started.
     *
     * @param numbers what is told besides, by names; never changes whether the node is ready
     */
    public void watch(BooleanSupplier storeAnswers, Supplier<Map<String, Long>> numbers, BooleanSupplier leaving) {
        this.storeAnswers = storeAnswers;
        this.numbers = numbers;
        this.leaving = leaving;
    }

    /** Never ready again. */
    public void close() {
        storeAnswers = () -> false;
        numbers = Map::of;
    }

    @Override
    public HealthCheckResponse call() {
        boolean isLeaving = leaving.getAsBoolean();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("session-store")
                .status(!isLeaving && storeAnswers.getAsBoolean())
                .withData("leaving", isLeaving);
        numbers.get().forEach(response::withData);
        return response.build();
    }
}
