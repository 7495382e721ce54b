package io.curfew.config;

/** What of a request a session can be bound to. */
public enum Binding {
    IP("ip"),
    SCHEME("scheme"),
    USER_AGENT("user-agent");

    private final String word;

    Binding(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
