package io.curfew.provider;

import com.nimbusds.jose.JWSAlgorithm;
import io.curfew.config.ProviderSettings;
import io.curfew.config.Registration;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The OpenID Providers of the configuration. Nothing is fetched before it is needed, and nothing for an issuer that is not
 * configured.
 */
public final class Providers {
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** A registration that does not verify certificates must not feed keys to one that does. */
    private record Asked(String issuer, boolean sslVerify) {
        static Asked of(Registration registration) {
            return new Asked(registration.issuer(), registration.provider().sslVerify());
        }
    }

    private final Map<Asked, Provider> providers = new HashMap<>();

    /**
     * @param registrations all of the configuration
     * @throws IllegalArgumentException when one has a signing algorithm that is not an RSA or EC signature of RFC 7518
     */
    public Providers(List<Registration> registrations, ProviderClient client, Clock clock) {
        for (Registration registration : registrations) {
            ProviderSettings settings = registration.provider();
            if (!ALGORITHMS.contains(JWSAlgorithm.parse(settings.signingAlgorithm()))) {
                throw new IllegalArgumentException("The signing algorithm '" + settings.signingAlgorithm()
                        + "' of client '" + registration.clientId() + "' at " + registration.issuer()
                        + " is not one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512.");
            }
            providers.computeIfAbsent(
                    Asked.of(registration), asked -> new Provider(asked.issuer(), settings, client, clock));
        }
    }

    /**
     * The metadata of the provider of a registration: cached, fetched when it is not, the last good one while the provider is
     * down.
     *
     * @throws ProviderUnavailableException when there is none
     */
    public ProviderMetadata metadata(Registration registration) {
        return configured(registration, provider(registration).discovery());
    }

    /** The same as far as it is known without asking the provider: empty when it never was asked. */
    public Optional<ProviderMetadata> known(Registration registration) {
        return provider(registration).knownDiscovery().map(found -> configured(registration, found));
    }

    /** What is known of each provider without asking it, by issuer. */
    public List<ProviderState> states() {
        return providers.values().stream()
                .map(Provider::state)
                .sorted(Comparator.comparing(ProviderState::issuer))
                .toList();
    }

    /** Asks each provider whether it is there, one after the other, unless it was asked within {@code pause}. */
    void look(Duration pause) {
        providers.values().forEach(provider -> provider.look(pause));
    }

    private static ProviderMetadata configured(Registration registration, DiscoveryDocument document) {
        ProviderMetadata found = document.metadata();
        ProviderSettings settings = registration.provider();
        return new ProviderMetadata(
                found.issuer(),
                found.authorizationEndpoint(),
                found.tokenEndpoint(),
                found.jwksUri(),
                settings.endSessionEndpoint() == null ? found.endSessionEndpoint() : settings.endSessionEndpoint(),
                settings.revocationEndpoint() == null ? found.revocationEndpoint() : settings.revocationEndpoint());
    }

    /**
     * The key with which a token of the provider is verified by the registered algorithm. Never throws. An unknown {@code kid}
     * makes the keys be fetched again, at most once within 30 seconds; the verdict says whether they were.
     *
     * @param kid the key that the token's header names; null when it names none
     */
    public SigningKeyVerdict signingKey(Registration registration, @Nullable String kid) {
        return provider(registration)
                .signingKey(kid, JWSAlgorithm.parse(registration.provider().signingAlgorithm()));
    }

    /** Where the provider tells of a user; empty when it does not. */
    Optional<URI> userInfoEndpoint(Registration registration) {
        return Optional.ofNullable(provider(registration).discovery().userInfoEndpoint());
    }

    /** How a client may authenticate at the token endpoint: empty when the provider does not say. */
    List<String> tokenAuthMethods(Registration registration) {
        return provider(registration).discovery().tokenAuthMethods();
    }

    /** How codes may be bound to a proof key: empty when the provider does not say. */
    List<String> challengeMethods(Registration registration) {
        return provider(registration).discovery().challengeMethods();
    }

    /** Where a client revokes tokens and how it may authenticate there: empty when the provider does not say. */
    record RevocationEndpoint(URI uri, List<String> authMethods) {}

    /**
     * Empty when the provider offers none; a configured one is there even while discovery is not.
     *
     * @throws ProviderUnavailableException when only discovery could tell, and cannot
     */
    Optional<RevocationEndpoint> revocationEndpoint(Registration registration) {
        URI configured = registration.provider().revocationEndpoint();
        try {
            DiscoveryDocument document = provider(registration).discovery();
            URI uri = configured == null ? document.metadata().revocationEndpoint() : configured;
            return Optional.ofNullable(uri)
                    .map(endpoint -> new RevocationEndpoint(endpoint, document.revocationAuthMethods()));
        } catch (ProviderUnavailableException e) {
            if (configured == null) {
                throw e;
            }
            return Optional.of(new RevocationEndpoint(configured, List.of()));
        }
    }

    private Provider provider(Registration registration) {
        Provider provider = providers.get(Asked.of(registration));
        if (provider == null) {
            throw new IllegalArgumentException(
                    "No provider is configured for the issuer " + registration.issuer() + ".");
        }
        return provider;
    }
}
