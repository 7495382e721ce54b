package io.curfew.doctor;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A discovery document that the gateway can use, but for its issuer perhaps. */
record Metadata(Map<String, Object> json) {
    /** An endpoint: the configured one, else what the document says. */
    Optional<URI> endpoint(String name, @Nullable URI configured) {
        return configured == null ? endpoint(name) : Optional.of(configured);
    }

    Optional<URI> endpoint(String name) {
        try {
            return json.get(name) instanceof String text ? Optional.of(new URI(text)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    boolean says(String name) {
        return Boolean.TRUE.equals(json.get(name));
    }

    List<String> texts(String name) {
        return json.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }
}
