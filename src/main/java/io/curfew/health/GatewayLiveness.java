package io.curfew.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Live: nothing has happened here that only another start could mend. */
@Liveness
@ApplicationScoped
public class GatewayLiveness implements HealthCheck {
    private volatile BooleanSupplier needsRestart = () -> false;

    /** Called once, when this node has joined its session store. */
    public void watch(BooleanSupplier needsRestart) {
        this.needsRestart = needsRestart;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gateway")
                .status(!needsRestart.getAsBoolean())
                .build();
    }
}
