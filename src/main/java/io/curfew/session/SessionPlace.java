package io.curfew.session;

import java.util.Comparator;

/**
 * Where a session stands in a list of all, the newest first.
 *
 * @param began seconds since the epoch
 * @param hash its key
 */
record SessionPlace(long began, String hash) implements Comparable<SessionPlace> {
    private static final Comparator<SessionPlace> ORDER = Comparator.comparingLong(SessionPlace::began)
            .thenComparing(SessionPlace::hash)
            .reversed();

    @Override
    public int compareTo(SessionPlace other) {
        return ORDER.compare(this, other);
    }

    SessionKey key() {
        return new SessionKey(hash);
    }

    @Override
    public String toString() {
        return "[place of a session]";
    }
}
