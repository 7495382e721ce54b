package io.curfew.ground;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;

/**
 * What came back in the end, and the way there.
 *
 * @param method the method of the last request
 * @param uri the URL of the last request, after redirects
 * @param headers the headers of the last response
 * @param trail the redirects that were followed, in order
 */
public record Answer(String method, URI uri, int status, HttpHeaders headers, String body, List<Hop> trail) {
    public Answer {
        trail = List.copyOf(trail);
    }

    /**
     * One redirect.
     *
     * @param uri what was asked
     * @param headers the headers of the response that redirected
     * @param location where it led, absolute
     */
    public record Hop(String method, URI uri, int status, HttpHeaders headers, URI location) {}

    /** The response header's first value, or an empty string. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The first URL on the trail, the last one included, that starts with this; throws if none does. */
    public URI passed(String start) {
        return trail.stream()
                .map(Hop::location)
                .filter(location -> location.toString().startsWith(start))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The way did not lead through " + start + ": " + this));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        trail.forEach(hop -> text.append(hop.method() + " " + hop.uri() + " -> " + hop.status() + "\n"));
        String start = body.length() > 2000 ? body.substring(0, 2000) + "…" : body;
        return text + method + " " + uri + " -> " + status + "\n" + start;
    }
}
