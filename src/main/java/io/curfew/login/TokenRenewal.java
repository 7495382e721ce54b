package io.curfew.login;

import io.curfew.config.Registration;
import io.curfew.config.Route;
import io.curfew.config.TokenSettings.RefreshFailure;
import io.curfew.provider.TokenRefresh.Held;
import io.curfew.provider.TokenRefresh.RefreshOutcome;
import io.curfew.session.LiveSession;
import io.curfew.session.Session;
import io.curfew.session.Sessions;
import io.curfew.session.TokenRenewals;
import io.curfew.session.TokenTimes;
import io.curfew.session.Tokens;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** One renewal of the tokens of one session: claim it, ask the provider, save or end. */
final class TokenRenewal {
    private static final System.Logger LOG = System.getLogger(TokenRenewal.class.getName());

    /**
     * Each may take the whole {@code timeout}: discovery, the refresh itself, stale keys and keys once more, and the wait for another
     * thread that fetches one of these.
     */
    static final int CALLS = 5;

    /** For the store, and for clocks of nodes that differ. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Sessions sessions;
    private final TokenRenewals renewals;
    private final BiFunction<Registration, Held, RefreshOutcome> refresher;
    private final UserClaims userClaims;
    private final LoginTrail trail;
    private final Clock clock;

    /** @param refresher {@link io.curfew.provider.TokenRefresh#refresh} */
    TokenRenewal(
            Sessions sessions,
            TokenRenewals renewals,
            BiFunction<Registration, Held, RefreshOutcome> refresher,
            UserClaims userClaims,
            LoginTrail trail,
            Clock clock) {
        this.sessions = sessions;
        this.renewals = renewals;
        this.refresher = refresher;
        this.userClaims = userClaims;
        this.trail = trail;
        this.clock = clock;
    }

    /** Empty when another request is at it, or the session is over. */
    Optional<LiveSession> claim(TokenPolicy policy, LiveSession live) {
        Duration longest = policy.registration().provider().timeout().multipliedBy(CALLS);
        return renewals.claim(live, longest.plus(MARGIN));
    }

    /** Asks the provider about a claimed session, and does to the session what the answer says. */
    RenewalOutcome renew(TokenPolicy policy, LiveSession claimed) {
        Tokens tokens = sessions.tokens(claimed).orElse(null);
        String refreshToken = tokens == null ? null : tokens.refreshToken();
        if (tokens == null || refreshToken == null) {
            withoutRefreshToken(policy, claimed);
            return new RenewalOutcome.NotAsked();
        }
        Session session = claimed.session();
        Held held = new Held(session.subject(), session.sid(), tokens.idToken(), refreshToken);
        RefreshOutcome outcome = refresher.apply(policy.registration(), held);
        if (outcome instanceof RefreshOutcome.Renewed renewed) {
            return gained(policy, claimed, tokens, renewed);
        }
        if (outcome instanceof RefreshOutcome.Refused refused) {
            refused(policy, claimed, tokens, refused.reason());
            return new RenewalOutcome.Refused(Optional.ofNullable(refused.accessToken())
                    .map(accessToken -> new Tokens(tokens.idToken(), accessToken, refused.refreshToken())));
        }
        LOG.log(
                Level.WARNING,
                "The provider says nothing about a session; it is asked again. route={0} reason={1}",
                policy.route().name(),
                ((RefreshOutcome.Unavailable) outcome).reason());
        noteSilence(policy, claimed);
        return new RenewalOutcome.Silent();
    }

    /** Notes of a claimed session that its provider does not answer, or ends it, if that has been so for too long. */
    void noteSilence(TokenPolicy policy, LiveSession claimed) {
        long now = clock.millis();
        unanswered(policy, claimed, now, policy.again(now, TokenPolicies.chance()));
    }

    private RenewalOutcome gained(TokenPolicy policy, LiveSession claimed, Tokens old, RefreshOutcome.Renewed renewed) {
        String idToken = renewed.idToken();
        String refreshToken = renewed.refreshToken();
        Tokens tokens = new Tokens(
                idToken == null ? old.idToken() : idToken,
                renewed.accessToken(),
                refreshToken == null ? old.refreshToken() : refreshToken);
        Route.SessionSpace space = claimed.session().space();
        Map<String, String> claims = idToken == null || userClaims.areOfLogin(renewed.claims(), space)
                ? claimed.session().claims()
                : userClaims.of(renewed.claims(), space);
        TokenTimes times = policy.timesOf(true, renewed.expiresIn(), clock.millis(), TokenPolicies.chance());
        renewals.renew(claimed, tokens, claims, times);
        return new RenewalOutcome.Gained(tokens);
    }

    private void refused(TokenPolicy policy, LiveSession claimed, Tokens old, String reason) {
        boolean ends = policy.settings().failure() == RefreshFailure.END;
        LOG.log(
                Level.INFO,
                "The provider refuses new tokens, so a session {0}. route={1} reason={2}",
                ends ? "ends" : "keeps those it has",
                policy.route().name(),
                reason);
        if (ends) {
            end(policy, claimed);
            return;
        }
        Tokens kept = new Tokens(old.idToken(), old.accessToken(), null);
        TokenTimes times =
                TokenTimes.of(TokenTimes.NEVER, claimed.session().times().accessEnds());
        renewals.renew(claimed, kept, claimed.session().claims(), times);
    }

    private void end(TokenPolicy policy, LiveSession claimed) {
        if (renewals.endUnlessRenewed(claimed)) {
            trail.refreshRefused(policy.route(), claimed);
        }
    }

    /** Nothing can tell whether the provider's session lives, so this one ends when its limit has passed. */
    private void withoutRefreshToken(TokenPolicy policy, LiveSession claimed) {
        long now = clock.millis();
        long end = since(claimed, now) + policy.settings().checkLimit().toMillis();
        unanswered(policy, claimed, now, policy.isLimited() ? end : TokenTimes.NEVER);
    }

    private static long since(LiveSession claimed, long now) {
        long earlier = claimed.session().times().unansweredSince();
        return earlier == 0 ? now : earlier;
    }

    private void unanswered(TokenPolicy policy, LiveSession claimed, long now, long again) {
        TokenTimes times = claimed.session().times();
        long since = since(claimed, now);
        if (policy.isTooLong(since, now)) {
            LOG.log(
                    Level.WARNING,
                    "A session ends, since its provider could not say for session_check_limit whether it lives. route={0}",
                    policy.route().name());
            end(policy, claimed);
        } else {
            renewals.postpone(claimed, times.postponed(again, since));
        }
    }
}
