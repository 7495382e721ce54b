package io.curfew.page;

/**
 * An RFC 9457 problem document.
 *
 * @param status the HTTP status
 * @param title a short sentence that is the same for every occurrence
 * @param detail what was wrong here and what to do; never a secret
 */
public record Problem(int status, String title, String detail) {
    /** The media type of {@link #json()}. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The document, to be sent as UTF-8. */
    public String json() {
        return "{\"type\":\"about:blank\",\"title\":" + Json.quote(title) + ",\"status\":" + status + ",\"detail\":"
                + Json.quote(detail) + "}";
    }
}
