package io.curfew.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started: the configuration was read and this node has joined its session store. */
@Startup
@ApplicationScoped
public class GatewayStartup implements HealthCheck {
    private volatile boolean started;

    /** Called once, at the end of the start. */
    public void started() {
        started = true;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gateway").status(started).build();
    }
}
