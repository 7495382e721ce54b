package io.curfew.logout;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the query of a sign-out may ask for. Whether it is done is for the configuration to say.
 *
 * @param returnTo where the browser wants to end; null when the query does not say, or says it twice
 * @param local whether the session at the provider is to be left alone
 */
record SignOutArguments(@Nullable String returnTo, boolean local) {
    static final SignOutArguments NONE = new SignOutArguments(null, false);

    private static final String RETURN_TO = "return_to";
    private static final String LOCAL = "local";

    /** @param rawQuery without its question mark, undecoded; or null */
    static SignOutArguments of(@Nullable String rawQuery) {
        if (rawQuery == null || rawQuery.isEmpty()) {
            return NONE;
        }
        List<String[]> arguments = Arrays.stream(rawQuery.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .toList();
        List<String> targets = arguments.stream()
                .filter(pair -> pair[0].equals(RETURN_TO) && pair.length == 2)
                .map(pair -> pair[1])
                .toList();
        return new SignOutArguments(
                targets.size() == 1 ? decoded(targets.get(0)).orElse(null) : null,
                arguments.stream().anyMatch(pair -> pair[0].equals(LOCAL)));
    }

    /** The same as a query with its question mark; empty for none. */
    String query() {
        List<String> parts = new ArrayList<>();
        if (returnTo != null) {
            parts.add(RETURN_TO + "=" + URLEncoder.encode(returnTo, StandardCharsets.UTF_8));
        }
        if (local) {
            parts.add(LOCAL);
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private static Optional<String> decoded(String written) {
        try {
            return Optional.of(URLDecoder.decode(written, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
