package io.curfew.config;

/**
 * One value as it was found.
 *
 * @param name as it was found: {@code curfew.public_url} or {@code CURFEW_PUBLIC_URL}
 * @param value as it was found; empty counts as not set
 * @param ordinal of two forms of one key, the one with the higher ordinal counts (MicroProfile Config, config sources)
 */
record RawValue(String name, String value, int ordinal) {
    /** The value may be a secret. */
    @Override
    public String toString() {
        return "RawValue[name=" + name + ", ordinal=" + ordinal + "]";
    }
}
