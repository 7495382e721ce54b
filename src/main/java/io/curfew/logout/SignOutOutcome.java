package io.curfew.logout;

import io.curfew.page.SetCookie;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What became of a sign-out. */
sealed interface SignOutOutcome {
    /**
     * Every session is over here.
     *
     * @param sessionsEnded how many
     * @param next where the browser has to go now
     * @param atProvider whether {@code next} is the provider's end-session endpoint
     * @param cookie what the browser needs to come back; null when it does not come back with a state
     */
    record SignedOut(
            int sessionsEnded,
            URI next,
            boolean atProvider,
            @Nullable SetCookie cookie) implements SignOutOutcome {}

    /** At least one session could not be ended, because the store did not answer: nothing may claim that it was. */
    record NotEnded() implements SignOutOutcome {}
}
