package io.curfew.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of a provider, without asking it.
 *
 * @param since since when it has been in that condition; null while it was never asked
 * @param discovery what became of its discovery document
 * @param keys what became of its keys
 * @param keyCount how many keys are kept
 */
public record ProviderState(
        String issuer, Condition condition, @Nullable Instant since, Document discovery, Document keys, int keyCount) {
    /** How it is. */
    public enum Condition {
        /** Its last answers could be used. */
        UP,
        /** Its last answer for the discovery document or the keys could not be used, or there was none. */
        DEGRADED,
        /** Nobody needed it yet. */
        UNASKED
    }

    /**
     * Something that is fetched from a provider.
     *
     * @param fetched when the copy that is kept was fetched; null when there is none
     * @param error why the last attempt failed, fit for a log; null when it did not
     * @param failingSince when the first of the failed attempts began
     */
    public record Document(
            @Nullable Instant fetched,
            @Nullable String error,
            @Nullable Instant failingSince) {}

    static ProviderState of(String issuer, Document discovery, Document keys, int keyCount) {
        Instant failing = earliest(discovery.failingSince(), keys.failingSince());
        if (failing != null) {
            return new ProviderState(issuer, Condition.DEGRADED, failing, discovery, keys, keyCount);
        }
        Instant fetched = discovery.fetched();
        Condition condition = fetched == null ? Condition.UNASKED : Condition.UP;
        return new ProviderState(issuer, condition, fetched, discovery, keys, keyCount);
    }

    private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
