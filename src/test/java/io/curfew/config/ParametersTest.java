package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParametersTest {
    @Test
    void everyDefaultHasTheFormOfItsParameter() throws MalformedValueException {
        for (Parameter<?> parameter : Parameters.all()) {
            String fallback = parameter.fallback();
            if (fallback != null) {
                parameter.form().parse(fallback);
            }
            assertFalse(parameter.required() && fallback != null, parameter.name());
        }
    }

    @Test
    void noNameIsThereTwice() {
        List<String> names =
                Parameters.all().stream().<String>map(Parameter::name).toList();
        assertEquals(names.size(), new HashSet<>(names).size());
    }

    @Test
    void variablesOfKubernetesAreNoParameters() {
        for (Parameter<?> parameter : Parameters.all()) {
            assertTrue(EnvironmentName.isOne("CURFEW_" + EnvironmentName.of(parameter.name())), parameter.name());
        }
    }

    @Test
    void everyParameterOfKongThatCurfewLacksIsRefusedByItsName() {
        List<String> lacking = KongParameters.NAMES.stream()
                .filter(name -> Parameters.named(name).isEmpty())
                .sorted()
                .toList();
        assertTrue(lacking.size() > 100, () -> "only " + lacking.size());
        for (String name : lacking) {
            String sentence = "'" + name
                    + "' is a parameter of Kong's openid-connect plugin that Curfew does not offer. Remove it.";
            for (String key : List.of(
                    "curfew." + name,
                    "curfew.route.orders." + name,
                    EnvironmentName.of("curfew." + name),
                    EnvironmentName.of("curfew.route.orders." + name))) {
                assertEquals(
                        List.of(key + ": " + sentence),
                        Values.valid().with(key, "x").faults());
            }
        }
    }
}
