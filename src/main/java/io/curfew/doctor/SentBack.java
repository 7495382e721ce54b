package io.curfew.doctor;

import io.curfew.provider.OutsideText;
import io.curfew.provider.ProviderProbe;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer of an endpoint for browsers would send the browser.
 *
 * @param status of the answer
 * @param location without its query; empty when the browser stays
 * @param query of the location, undecoded
 */
record SentBack(int status, String location, String query) {
    static SentBack of(ProviderProbe answer) {
        String location = answer.location();
        if (answer.status() / 100 != 3 || location == null) {
            return new SentBack(answer.status(), "", "");
        }
        int end = (int) location.chars().takeWhile(c -> c != '?' && c != '#').count();
        return new SentBack(
                answer.status(), location.substring(0, end), location.substring(Math.min(end + 1, location.length())));
    }

    /** Whether it goes to this URL of ours. */
    boolean isTo(String url) {
        return location.equals(url);
    }

    boolean isRefusal() {
        return status / 100 == 4;
    }

    /** Whether the browser would see the same, but for arguments. */
    boolean isLike(SentBack other) {
        return status == other.status && location.equals(other.location);
    }

    /** An argument of the query, fit for a sentence. */
    Optional<String> argument(String name) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(OutsideText.shown(decoded(pair.substring(name.length() + 1))));
            }
        }
        return Optional.empty();
    }

    private static @Nullable String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** An endpoint with arguments. */
    static URI ask(URI endpoint, String arguments) {
        String text = endpoint.toString();
        return URI.create(text + (text.indexOf('?') < 0 ? "?" : "&") + arguments);
    }
}
