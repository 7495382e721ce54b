package io.curfew.session;

import org.jspecify.annotations.Nullable;

/**
 * How a session is known to its browser, and for how long.
 *
 * @param bound what {@link SessionId#boundTo} made of what of the login's request every later one must have; null for nothing
 * @param ends when it ends unless it is brought back, in seconds since the epoch; zero for when nothing of it is left
 * @param id the ids in the session cookie
 * @param remembered the ids in the cookie that brings the session back; null when it cannot be
 */
public record Standing(
        @Nullable String bound,
        long ends,
        RollingId id,
        @Nullable RollingId remembered) {
    /** Of a session that was begun by a version that said nothing of this. */
    static final Standing UNSAID = new Standing(null, 0, RollingId.of(RollingId.FIRST, 0), null);

    Standing withIds(RollingId session, @Nullable RollingId remember) {
        return new Standing(bound, ends, session, remember);
    }

    Standing endingAt(long second) {
        return new Standing(bound, second, id, remembered);
    }

    @Override
    public String toString() {
        return "[standing of a session]";
    }
}
