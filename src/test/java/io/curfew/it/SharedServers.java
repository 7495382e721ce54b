package io.curfew.it;

import io.curfew.demo.DemoStage;
import io.curfew.ground.KeycloakServer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the servers that all integration tests of a run share to their constructors: a {@link KeycloakServer}, a
 * {@link SharedGateway}, a {@link DemoStage}. Each starts when the first test asks for it and ends with the run.
 */
public final class SharedServers implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedServers.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == KeycloakServer.class || type == SharedGateway.class || type == DemoStage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = context.getRoot().getStore(NAMESPACE);
        // asked for first, so that it is the last to be closed
        KeycloakServer keycloak =
                store.getOrComputeIfAbsent(KeycloakServer.class, type -> KeycloakServer.start(), KeycloakServer.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == SharedGateway.class) {
            return store.getOrComputeIfAbsent(
                    SharedGateway.class, absent -> SharedGateway.start(keycloak), SharedGateway.class);
        }
        if (type == DemoStage.class) {
            return store.getOrComputeIfAbsent(DemoStage.class, absent -> DemoStage.setOn(keycloak), DemoStage.class);
        }
        return keycloak;
    }
}
