package io.curfew.proxy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the proxy needs of a request besides its path, which is in the route match.
 *
 * @param remoteAddress the address of the connection's other end
 * @param rawQuery the undecoded query, or null
 * @param body null when the request has none
 */
record ClientRequest(
        String method,
        List<HeaderField> headers,
        String remoteAddress,
        @Nullable String rawQuery,
        @Nullable RequestBody body) {
    ClientRequest {
        headers = List.copyOf(headers);
    }

    /** Without what could tell who asks, in any spelling. */
    ClientRequest withoutCredentials() {
        return without(Set.of("cookie", "authorization"));
    }

    /** Without the field that was meant for the gateway, in any spelling. */
    ClientRequest withoutAuthorization() {
        return without(Set.of("authorization"));
    }

    private ClientRequest without(Set<String> loosely) {
        List<HeaderField> rest = headers.stream()
                .filter(field -> !loosely.contains(HeaderField.loosely(field.name())))
                .toList();
        return new ClientRequest(method, rest, remoteAddress, rawQuery, body);
    }

    Optional<String> header(String name) {
        for (HeaderField field : headers) {
            if (field.is(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }
}
