package io.curfew.login;

import io.curfew.config.Registration;
import io.curfew.provider.ProviderMetadata;
import java.util.Map;

/**
 * What the container's OpenID Connect mechanism needs to know for one call: the registration, the provider's endpoints, and the
 * scratch pad that holds its state and nonce between the two calls of a login.
 *
 * @param query what the mechanism may know of the request: nothing at the start, the provider's answer at the callback
 * @param scratchPad mutable; the mechanism writes to it through an HttpSession of ours
 */
record Handshake(
        Registration registration,
        ProviderMetadata provider,
        String redirectUri,
        QueryParameters query,
        Map<String, String> scratchPad) {}
