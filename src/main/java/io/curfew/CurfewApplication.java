package io.curfew;

import jakarta.servlet.ServletContext;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import java.util.Set;

/** The gateway's own resources below the reserved prefix, as {@link CurfewWiring} made them. */
@ApplicationPath("/oidc")
public class CurfewApplication extends Application {
    private final Set<Object> resources;

    public CurfewApplication(@Context ServletContext servletContext) {
        this.resources = CurfewWiring.resources(servletContext);
    }

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of();
    }

    @Override
    @SuppressWarnings("deprecation") // the one way to hand over resources that were made by constructors
    public Set<Object> getSingletons() {
        return resources;
    }
}
