package io.curfew.logout;

import io.curfew.config.SiteData;
import io.curfew.page.SetCookie;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a sign-out. */
sealed interface SignOutOutcome {
    /** Its name in the audit log. */
    String receipt();

    /**
     * Every session is over here.
     *
     * @param sessionsEnded how many
     * @param next where the browser has to go now
     * @param request what the provider is to be asked, of which {@code next} is the URL; null when the browser does not go there
     * @param cookie what the browser needs to come back; a cleared one when it does not come back with a state
     * @param forgotten what the browser is asked to forget at once
     * @param receipt its name in the audit log
     */
    record SignedOut(
            int sessionsEnded,
            URI next,
            @Nullable EndSessionRequest request,
            SetCookie cookie,
            List<SiteData> forgotten,
            String receipt)
            implements SignOutOutcome {
        public SignedOut {
            forgotten = List.copyOf(forgotten);
        }

        /** Whether {@code next} is the provider's end-session endpoint. */
        boolean atProvider() {
            return request != null;
        }
    }

    /**
     * At least one session could not be ended, because the store did not answer: nothing may claim that it was.
     *
     * @param receipt its name in the audit log
     */
    record NotEnded(String receipt) implements SignOutOutcome {}
}
