package io.curfew;

import jakarta.servlet.ServletContext;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import java.util.Set;

/** The gateway's own resources below the reserved prefix, as {@link CurfewWiring} made them. */
@ApplicationPath("/oidc")
public class CurfewApplication extends Application {
    /** The servlet context attribute with the resources. */
    static final String RESOURCES = "io.curfew.resources";

    private final Set<Object> resources;

    @SuppressWarnings("unchecked") // set by CurfewListener
    public CurfewApplication(@Context ServletContext context) {
        this.resources = (Set<Object>) context.getAttribute(RESOURCES);
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
