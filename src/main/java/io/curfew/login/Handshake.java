package io.curfew.login;

import io.curfew.provider.HandshakeRelay;
import java.util.Map;

/**
 * What the container's OpenID Connect mechanism needs to know for one call: the client, the provider's endpoints as it is to see
 * them, and the scratch pad that holds its state and nonce between the two calls of a login.
 *
 * @param clientId the {@code client_id}
 * @param passage the provider, behind our own client
 * @param redirectUri as registered
 * @param query what the mechanism may know of the request: nothing at the start, the provider's answer at the callback
 * @param scratchPad mutable; the mechanism writes to it through an HttpSession of ours
 */
record Handshake(
        String clientId,
        HandshakeRelay.Passage passage,
        String redirectUri,
        QueryParameters query,
        Map<String, String> scratchPad) {}
