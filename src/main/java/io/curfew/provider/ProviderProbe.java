package io.curfew.provider;

import com.nimbusds.jose.util.JSONArrayUtils;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came back, whatever it was.
 *
 * @param date the {@code Date} field as it came
 * @param location the {@code Location} field as it came
 * @param body may hold tokens; never to be shown
 */
public record ProviderProbe(
        int status, @Nullable String date, @Nullable String location, String body) {
    /** What is asked; {@code contentType} is that of the body. */
    record Question(
            String method,
            URI uri,
            Map<String, String> headers,
            @Nullable String body,
            String contentType) {
        Question {
            headers = Map.copyOf(headers);
        }

        static Question get(URI uri, Map<String, String> headers) {
            return new Question("GET", uri, headers, null, "");
        }

        @Override
        public String toString() {
            return "[" + method + " " + uri + "]";
        }
    }

    /** The body as a JSON object; empty when it is none. */
    public Map<String, Object> json() {
        try {
            return body.stripLeading().startsWith("{") ? JSONObjectUtils.parse(body) : Map.of();
        } catch (ParseException e) {
            return Map.of();
        }
    }

    /** The body as a JSON array; empty when it is none. */
    public List<Object> list() {
        try {
            return body.stripLeading().startsWith("[") ? JSONArrayUtils.parse(body) : List.of();
        } catch (ParseException e) {
            return List.of();
        }
    }

    /** The code of an OAuth error, and never more of it, since a provider may quote what it was sent; empty for none. */
    public String error() {
        return json().get("error") instanceof String code && code.matches("[a-z_]{1,40}") ? code : "";
    }

    /** The status and the error, fit for a sentence. */
    public String shown() {
        return error().isEmpty() ? Integer.toString(status) : status + " " + error();
    }

    @Override
    public String toString() {
        return "[answer " + status + "]";
    }
}
