package io.curfew.config;

/** What a login does that would be one session too many. */
public enum LimitAction {
    REJECT("reject"),
    EVICT_OLDEST("evict_oldest");

    private final String word;

    LimitAction(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
