package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    @Test
    void countsEachSlipOfTheFingerOnce() {
        assertEquals(0, NearestName.distance("issuer", "issuer"));
        assertEquals(1, NearestName.distance("isuer", "issuer"));
        assertEquals(1, NearestName.distance("isseur", "issuer"));
        assertEquals(1, NearestName.distance("issuerr", "issuer"));
        assertEquals(1, NearestName.distance("issues", "issuer"));
        assertEquals(6, NearestName.distance("", "issuer"));
    }

    @Test
    void takesTheNearestAndNoneThatIsFar() {
        assertEquals(Optional.of("timeout"), NearestName.of("timeot", List.of("path", "timeout", "read_timeout")));
        assertEquals(Optional.empty(), NearestName.of("colour", List.of("path", "timeout")));
        assertEquals(Optional.empty(), NearestName.of("xy", List.of("path")));
    }
}
