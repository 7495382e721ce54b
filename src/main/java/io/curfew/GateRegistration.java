package io.curfew;

import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.module.ServerAuthModule;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/**
 * The gate's place in the container: its Jakarta Authentication registration. It is taken back at the end, as it would outlive
 * the application otherwise.
 */
final class GateRegistration {
    private static final String LAYER = "HttpServlet";

    private final AuthConfigFactory factory;
    private final ServletContext context;
    private final @Nullable String rootRegistration;

    private GateRegistration(AuthConfigFactory factory, ServletContext context, @Nullable String rootRegistration) {
        this.factory = factory;
        this.context = context;
        this.rootRegistration = rootRegistration;
    }

    static GateRegistration register(ServerAuthModule gate, ServletContext context) {
        AuthConfigFactory factory = AuthConfigFactory.getFactory();
        factory.registerServerAuthModule(gate, context);
        return new GateRegistration(factory, context, registerForRoot(factory, context));
    }

    /** For the root context the container asks under another name than the one it registers. */
    private static @Nullable String registerForRoot(AuthConfigFactory factory, ServletContext context) {
        if (!context.getContextPath().isEmpty()) {
            return null;
        }
        String host = context.getVirtualServerName();
        return factory.registerConfigProvider(
                factory.getConfigProvider(LAYER, host + " ", null), LAYER, host + " /", "The gate of Curfew");
    }

    void takeBack() {
        if (rootRegistration != null) {
            factory.removeRegistration(rootRegistration);
        }
        factory.removeServerAuthModule(context);
    }
}
