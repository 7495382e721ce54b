package io.curfew.provider;

import com.nimbusds.jose.JWSAlgorithm;
import io.curfew.config.ProviderSettings;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One OpenID Provider: its discovery document and its keys, fetched when they are needed and kept. */
final class Provider {
    private static final Duration DISCOVERY_FRESH_FOR = Duration.ofHours(1);

    /** A key that the provider has withdrawn is trusted for no longer than this while the provider can be asked. */
    private static final Duration KEYS_FRESH_FOR = Duration.ofMinutes(5);

    private static final int DISCOVERY_LIMIT = 256 * 1024;
    static final int KEYS_LIMIT = 512 * 1024;

    private final String issuer;
    private final Refreshing<DiscoveryDocument> discovery;
    private final Refreshing<KeySet> keys;

    Provider(String issuer, ProviderSettings settings, ProviderClient client, Clock clock) {
        this.issuer = issuer;
        discovery = new Refreshing<>(
                () -> DiscoveryDocument.parse(
                        issuer,
                        client.get(settings, DiscoveryDocument.location(issuer), DISCOVERY_LIMIT)
                                .json()),
                clock,
                DISCOVERY_FRESH_FOR);
        keys = new Refreshing<>(() -> fetchKeys(settings, client), clock, KEYS_FRESH_FOR);
    }

    /** @throws ProviderUnavailableException when it was never fetched */
    DiscoveryDocument discovery() {
        return discovery.get();
    }

    /** What was fetched last; empty when it never was. */
    Optional<DiscoveryDocument> knownDiscovery() {
        return discovery.known();
    }

    /** What is known of it without asking it. */
    ProviderState state() {
        return ProviderState.of(
                issuer,
                discovery.document(),
                keys.document(),
                keys.known().map(KeySet::size).orElse(0));
    }

    /**
     * Asks whether it is there: for its discovery document, unless it was asked for that within {@code pause}, and for its keys when
     * they are no longer fresh or could not be had. Ends within two {@code timeout}s of its settings.
     */
    void look(Duration pause) {
        discovery.renewAfter(pause);
        if (discovery.lastFailure().isEmpty()) {
            keys.renewAfter(keys.lastFailure().isPresent() ? pause : KEYS_FRESH_FOR);
        }
    }

    /** Never throws. */
    SigningKeyVerdict signingKey(@Nullable String kid, JWSAlgorithm algorithm) {
        try {
            KeySet known = keys.get();
            Optional<PublicKey> key = known.find(kid, algorithm);
            if (key.isPresent()) {
                return new SigningKeyVerdict.Found(key.get());
            }
            Refreshing.Beyond<KeySet> newer = keys.beyond(known);
            key = newer.value().find(kid, algorithm);
            if (key.isPresent()) {
                return new SigningKeyVerdict.Found(key.get());
            }
            // old keys do not tell whether the provider has got this one meanwhile
            Optional<ProviderUnavailableException> failure = keys.lastFailure();
            return failure.isPresent() ? unavailable(failure.get()) : new SigningKeyVerdict.Unknown(newer.isOfNow());
        } catch (ProviderUnavailableException e) {
            return unavailable(e);
        }
    }

    private KeySet fetchKeys(ProviderSettings settings, ProviderClient client) {
        var location = discovery.get().metadata().jwksUri();
        return KeySet.parse(
                location.toString(), client.get(settings, location, KEYS_LIMIT).json());
    }

    private static SigningKeyVerdict unavailable(ProviderUnavailableException e) {
        return new SigningKeyVerdict.Unavailable(e.sentence());
    }
}
