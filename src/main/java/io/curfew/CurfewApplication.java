package io.curfew;

import jakarta.enterprise.context.Dependent;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The gateway's own resources below the reserved prefix, as {@link CurfewWiring} made them. */
@Dependent
@ApplicationPath(CurfewApplication.PATH)
public class CurfewApplication extends Application {
    /** The reserved prefix. */
    static final String PATH = "/oidc";

    /** The servlet context attribute with the resources. */
    static final String RESOURCES = "io.curfew.resources";

    /** Given by the container, which knows no constructor but the empty one. */
    @Context
    private @Nullable ServletContext context;

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of();
    }

    @Override
    @SuppressWarnings({"deprecation", "unchecked"}) // the one way to hand over resources that constructors made
    public Set<Object> getSingletons() {
        if (context == null) {
            throw new IllegalStateException("The container asks for the resources before it has given the context.");
        }
        return (Set<Object>) context.getAttribute(RESOURCES);
    }
}
