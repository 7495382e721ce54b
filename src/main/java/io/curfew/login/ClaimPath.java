package io.curfew.login;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds a claim by its name, also one within others. */
final class ClaimPath {
    private ClaimPath() {}

    /**
     * The claim of exactly this name, else the one within claims whose names the dots divide. A name may hold dots itself
     * ({@code https://example.com/roles}), so the longest that is there is taken first.
     */
    static Optional<Object> find(Map<?, ?> claims, String name) {
        if (claims.containsKey(name)) {
            return Optional.ofNullable(claims.get(name));
        }
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            @Nullable Object outer = claims.get(name.substring(0, dot));
            Optional<Object> inner =
                    outer instanceof Map<?, ?> nested ? find(nested, name.substring(dot + 1)) : Optional.empty();
            if (inner.isPresent()) {
                return inner;
            }
        }
        return Optional.empty();
    }

    /** The same for names one within the other, from the outside. */
    static Optional<Object> find(Map<?, ?> claims, List<String> names) {
        Optional<Object> found = Optional.of(claims);
        for (String name : names) {
            found = found.filter(Map.class::isInstance).flatMap(outer -> find((Map<?, ?>) outer, name));
        }
        return found;
    }

    /** Whether such a claim is there at all; null counts. */
    static boolean isThere(Map<?, ?> claims, List<String> names) {
        int last = names.size() - 1;
        return find(claims, names.subList(0, last))
                .filter(outer -> outer instanceof Map<?, ?> nested && isThere(nested, names.get(last)))
                .isPresent();
    }

    /** Whether such a claim is there at all: null counts, and so does any reading of the name. */
    static boolean isThere(Map<?, ?> claims, String name) {
        if (claims.containsKey(name)) {
            return true;
        }
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            if (claims.get(name.substring(0, dot)) instanceof Map<?, ?> nested
                    && isThere(nested, name.substring(dot + 1))) {
                return true;
            }
        }
        return false;
    }
}
