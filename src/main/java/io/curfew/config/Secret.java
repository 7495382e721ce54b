package io.curfew.config;

/** A value that must never be printed; read it with {@link #value()} where it is used and nowhere else. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "[secret]";
    }
}
