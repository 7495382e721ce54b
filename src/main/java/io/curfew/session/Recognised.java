package io.curfew.session;

import org.jspecify.annotations.Nullable;

/**
 * The live session of a request.
 *
 * @param nextId a new id for the session cookie; null when it stays as it is
 * @param nextRemembered a new id for the cookie that remembers; null when it stays as it is
 */
public record Recognised(
        LiveSession session,
        @Nullable SessionId nextId,
        @Nullable SessionId nextRemembered) {
    /** The same session as somebody else changed it meanwhile. */
    public Recognised with(LiveSession changed) {
        return new Recognised(changed, nextId, nextRemembered);
    }
}
