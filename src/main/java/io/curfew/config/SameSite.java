package io.curfew.config;

/** With which requests of other sites a browser sends a cookie. */
public enum SameSite {
    STRICT("Strict"),
    LAX("Lax"),
    NONE("None"),
    /** Nothing is said, and the browser decides. */
    DEFAULT("Default");

    private final String word;

    SameSite(String word) {
        this.word = word;
    }

    /** The word of the attribute. */
    public String word() {
        return word;
    }
}
