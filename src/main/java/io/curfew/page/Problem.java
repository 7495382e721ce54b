package io.curfew.page;

import java.nio.charset.StandardCharsets;

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

    /** The document as UTF-8 bytes. */
    public byte[] json() {
        return ("{\"type\":\"about:blank\",\"title\":" + Json.quote(title) + ",\"status\":" + status + ",\"detail\":"
                        + Json.quote(detail) + "}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
