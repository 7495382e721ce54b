package io.curfew.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to who may not pass.
 *
 * @param forbidden to a session that lacks what the route demands
 * @param unauthorized to who is not signed in and cannot be
 * @param unexpectedUri where a browser is sent when a login fails for a reason that is not its user's; null for our own page
 */
public record RefusalSettings(
        Refusal forbidden, Refusal unauthorized, @Nullable URI unexpectedUri) {
    /** Our own pages and sentences. */
    public static final RefusalSettings OWN =
            new RefusalSettings(new Refusal(null, null, false), new Refusal(null, null, true), null);

    /**
     * One kind of refusal.
     *
     * @param uri where a browser is sent: a URL, or a path below the context root; null for our own page
     * @param message the sentence of the page or problem; null for our own
     * @param endsSession whether the session that was refused ends
     */
    public record Refusal(@Nullable URI uri, @Nullable String message, boolean endsSession) {}
}
