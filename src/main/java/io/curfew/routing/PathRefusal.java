package io.curfew.routing;

/** Why a path cannot be normalised safely. The answer is 400. */
public enum PathRefusal {
    /** The request target is not a path: absolute-form, asterisk-form, empty. */
    NOT_A_PATH("path_not_absolute", "The request target must be a path that starts with a slash."),
    /** A percent sign without two hexadecimal digits. */
    INVALID_ENCODING("path_invalid_encoding", "The path holds a percent sign that is not followed by two hex digits."),
    /** Percent-encoded bytes that are not UTF-8, overlong forms included. */
    INVALID_UTF8("path_invalid_utf8", "The percent-encoded bytes of the path must be UTF-8."),
    /** {@code %2F}: one server takes it for a slash, the next does not. */
    ENCODED_SLASH("path_encoded_slash", "The path must not hold an encoded slash."),
    /** A backslash, raw or encoded: some servers take it for a slash. */
    BACKSLASH("path_backslash", "The path must not hold a backslash."),
    /** A control character, raw or encoded. */
    CONTROL_CHARACTER("path_control_character", "The path must not hold a control character."),
    /** A semicolon, raw or encoded: some servers cut the segment there. */
    PARAMETER("path_parameter", "The path must not hold path parameters (a semicolon)."),
    /** A segment {@code .} or {@code ..}, raw or encoded. */
    DOT_SEGMENT("path_dot_segment", "The path must not hold a segment that is one or two dots."),
    /** Two slashes in a row. */
    EMPTY_SEGMENT("path_empty_segment", "The path must not hold an empty segment (two slashes in a row)."),
    /** A raw character that no request target may hold. */
    FORBIDDEN_CHARACTER(
            "path_forbidden_character",
            "The path holds a character that must be percent-encoded: a space, # or ?, or not ASCII."),
    /** The path does not lie on or below the context root. */
    OUTSIDE_CONTEXT("path_outside_context", "The path does not lie below the gateway's context root.");

    private final String code;
    private final String sentence;

    PathRefusal(String code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    /** A stable code for logs, counters and tests. */
    public String code() {
        return code;
    }

    /** What was wrong, for the caller; holds nothing that came from outside. */
    public String sentence() {
        return sentence;
    }
}
