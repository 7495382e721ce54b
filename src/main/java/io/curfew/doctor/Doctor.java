package io.curfew.doctor;

import io.curfew.config.Registration;
import io.curfew.config.Settings;
import io.curfew.provider.ProviderClient;
import io.curfew.provider.ProviderQuestions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Examines a configuration together with its providers. Each question ends within the {@code timeout} of its registration, and there
 * are about ten for each registration, one after the other.
 */
public final class Doctor {
    private final DiscoveryCheck discovery;
    private final MetadataCheck metadata;
    private final ClientCheck client;
    private final Optional<KeycloakCheck> keycloak;

    /** @param access an administrator of Keycloak, for a look from inside; empty for none */
    public Doctor(ProviderClient client, Clock clock, Optional<KeycloakAccess> access) {
        ProviderQuestions questions = new ProviderQuestions(client);
        discovery = new DiscoveryCheck(questions, clock);
        metadata = new MetadataCheck(questions);
        this.client = new ClientCheck(questions);
        keycloak = access.map(given -> new KeycloakCheck(questions, given));
    }

    /** The Keycloaks of a configuration: what stands before {@code /realms/} in its issuers, each once. */
    public static List<String> keycloaks(Settings settings) {
        return settings.registrations().stream()
                .map(Registration::issuer)
                .flatMap(issuer -> KeycloakCheck.base(issuer).stream())
                .distinct()
                .toList();
    }

    /** The configuration itself first, then each registration. */
    public List<Diagnosis> examine(Settings settings) {
        List<Diagnosis> all = new ArrayList<>();
        all.add(configuration(settings));
        RegistrationUse.of(settings).forEach(use -> all.add(examine(use)));
        return List.copyOf(all);
    }

    private static Diagnosis configuration(Settings settings) {
        Notes notes = new Notes();
        notes.fine("The configuration has no faults.");
        settings.notices().forEach(notice -> notes.found(FindingCode.CONFIGURATION_NOTICE, notice));
        return notes.diagnosis(null);
    }

    private Diagnosis examine(RegistrationUse use) {
        Notes notes = new Notes();
        // before the others, so that these see what was mended
        keycloak.ifPresent(check -> check.check(use, notes));
        discovery.check(use.registration(), notes).ifPresent(document -> {
            metadata.check(use, document, notes);
            client.check(use, document, notes);
        });
        KeycloakCheck.leaveOutSecondSights(notes);
        return notes.diagnosis(use.registration());
    }
}
