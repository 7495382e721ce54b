package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ServiceLoader;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class ContainerSpansOffTest {
    @Test
    void theServersOwnSpansAreOffAndNothingIsNearer() {
        ConfigSource found = ServiceLoader.load(ConfigSource.class).stream()
                .filter(provider -> provider.type() == ContainerSpansOff.class)
                .map(ServiceLoader.Provider::get)
                .findFirst()
                .orElseThrow();
        assertEquals("true", found.getValue("otel.trace.http.disabled"));
        assertEquals(Set.of("otel.trace.http.disabled"), found.getPropertyNames());
        assertEquals(Integer.MAX_VALUE, found.getOrdinal());
    }
}
