package io.curfew.config;

/** What a header field can tell of a session; the fields have the names that Kong gives them. */
public enum SessionHeader {
    ID("id", "Session-Id"),
    AUDIENCE("audience", "Session-Audience"),
    SUBJECT("subject", "Session-Subject"),
    TIMEOUT("timeout", "Session-Timeout"),
    IDLING_TIMEOUT("idling-timeout", "Session-Idling-Timeout"),
    ROLLING_TIMEOUT("rolling-timeout", "Session-Rolling-Timeout"),
    ABSOLUTE_TIMEOUT("absolute-timeout", "Session-Absolute-Timeout");

    private final String word;
    private final String field;

    SessionHeader(String word, String field) {
        this.word = word;
        this.field = field;
    }

    String word() {
        return word;
    }

    /** The name of the header field. */
    public String field() {
        return field;
    }
}
