package io.curfew.backchannel;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The form body of a logout request (OpenID Connect Back-Channel Logout 1.0, section 2.5). */
sealed interface LogoutTokenForm {
    /** The one {@code logout_token}. */
    record Holding(String logoutToken) implements LogoutTokenForm {
        @Override
        public String toString() {
            return "[logout token]";
        }
    }

    /** Not exactly one. */
    record Unusable(LogoutTokenRefusal refusal) implements LogoutTokenForm {}

    /** Other parameters are ignored, as section 2.5 demands. */
    static LogoutTokenForm parse(byte[] body) {
        List<String[]> tokens = Stream.of(new String(body, StandardCharsets.ISO_8859_1).split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> decoded(pair[0]).filter("logout_token"::equals).isPresent())
                .toList();
        if (tokens.size() > 1) {
            return new Unusable(LogoutTokenRefusal.PARAMETER_REPEATED);
        }
        return tokens.stream()
                .filter(pair -> pair.length == 2)
                .flatMap(pair -> decoded(pair[1]).stream())
                .filter(token -> !token.isEmpty())
                .<LogoutTokenForm>map(Holding::new)
                .findFirst()
                .orElseGet(() -> new Unusable(LogoutTokenRefusal.PARAMETER_MISSING));
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
