package io.curfew.logout;

import io.curfew.config.Registration;
import io.curfew.provider.ProviderMetadata;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a sign-out learns of a provider.
 *
 * @param metadata {@link io.curfew.provider.Providers#metadata}; may throw {@link io.curfew.provider.ProviderUnavailableException}, and takes time
 * @param known {@link io.curfew.provider.Providers#known}, which asks nobody
 */
public record ProviderKnowledge(
        Function<Registration, ProviderMetadata> metadata, Function<Registration, Optional<ProviderMetadata>> known) {
    /** Whether users who sign out here surely stay signed in there: it has nowhere to send them to. */
    boolean keepsItsSessions(Registration registration) {
        return known.apply(registration)
                .filter(metadata -> metadata.endSessionEndpoint() == null)
                .isPresent();
    }
}
