package io.curfew.doctor;

import io.curfew.config.ConfigReader;
import io.curfew.config.RawValues;
import io.curfew.provider.ProviderClient;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A configuration that fits a provider; a test changes one thing and looks what the doctor finds. */
record Examination(Map<String, String> configuration, Clock clock, Optional<KeycloakAccess> access) {
    static final String SECRET = "kept-by-the-gateway";

    static Examination of(String issuer) {
        return new Examination(
                Map.of(
                        "curfew.public_url", "https://apps.example.com",
                        "curfew.issuer", issuer,
                        "curfew.client_id", "gateway",
                        "curfew.client_secret", SECRET,
                        "curfew.timeout", "5000",
                        "curfew.route.orders.path", "/orders",
                        "curfew.route.orders.upstream", "http://app"),
                Clock.systemUTC(),
                Optional.empty());
    }

    Examination with(String key, String value) {
        Map<String, String> more = new TreeMap<>(configuration);
        more.put(key, value);
        return new Examination(more, clock, access);
    }

    Examination at(Clock other) {
        return new Examination(configuration, other, access);
    }

    Examination by(KeycloakAccess administrator) {
        return new Examination(configuration, clock, Optional.of(administrator));
    }

    /** Of the configuration, and of the one registration. */
    List<Diagnosis> all() {
        try (ProviderClient client = new ProviderClient()) {
            return new Doctor(client, clock, access).examine(ConfigReader.read(RawValues.of(configuration), ""));
        }
    }

    Diagnosis ofRegistration() {
        return all().get(1);
    }

    /** What is wrong with the registration. */
    List<FindingCode> found() {
        return ofRegistration().findings().stream().map(Finding::code).toList();
    }
}
