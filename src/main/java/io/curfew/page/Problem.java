package io.curfew.page;

import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem document.
 *
 * @param status the HTTP status
 * @param title a short sentence that is the same for every occurrence
 * @param detail what was wrong here and what to do; never a secret
 * @param code a word by which a program tells this problem from others with its status; null where the status says all
 */
public record Problem(
        int status, String title, String detail, @Nullable String code) {
    /** The media type of {@link #json()}. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** One whose status says all. */
    public Problem(int status, String title, String detail) {
        this(status, title, detail, null);
    }

    /** The document, to be sent as UTF-8. */
    public String json() {
        return "{\"type\":\"about:blank\",\"title\":" + Json.quote(title) + ",\"status\":" + status + ",\"detail\":"
                + Json.quote(detail) + (code == null ? "" : ",\"code\":" + Json.quote(code)) + "}";
    }
}
