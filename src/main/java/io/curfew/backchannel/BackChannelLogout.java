package io.curfew.backchannel;

import io.curfew.config.BackChannelScope;
import io.curfew.provider.OutsideText;
import io.curfew.session.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ends the sessions that a logout token names: verify, end, and only then remember the token, so that one that could not be
 * carried out can be sent again (OpenID Connect Back-Channel Logout 1.0, sections 2.6 and 2.7).
 */
public final class BackChannelLogout {
    private static final System.Logger LOG = System.getLogger(BackChannelLogout.class.getName());

    /** A token is remembered a little longer than the verifier accepts it: nodes' clocks differ. */
    private static final Duration MARGIN = Duration.ofSeconds(60);

    /** How far the clocks of a provider's own nodes may differ: a login under way may have its ID token from another node. */
    private static final Duration PROVIDER_NODES_APART = Duration.ofSeconds(10);

    private final LogoutTokenVerifier verifier;
    private final SessionEnding sessions;
    private final BackChannelCounters counters;
    private final BackChannelTrail trail;

    public BackChannelLogout(
            LogoutTokenVerifier verifier,
            SessionEnding sessions,
            BackChannelCounters counters,
            BackChannelTrail trail) {
        this.verifier = verifier;
        this.sessions = sessions;
        this.counters = counters;
        this.trail = trail;
    }

    /** @param receipt the name of the logout in the audit log */
    record Told(BackChannelLogoutOutcome outcome, String receipt) {}

    /**
     * Carries a logout token out. When the outcome is {@code Ended}, the sessions are over on every node.
     *
     * @param address who sent it; null when that is not known
     */
    Told logout(String logoutToken, @Nullable String address) {
        long received = counters.untilEverywhere().begin();
        LogoutTokenVerdict verdict = verifier.verify(logoutToken);
        Told told;
        if (verdict instanceof LogoutTokenVerdict.Accepted accepted) {
            counters.ages().note(Duration.between(accepted.token().issuedAt(), trail.now()));
            told = carryOut(accepted.token(), accepted.scope(), address, received);
        } else if (verdict instanceof LogoutTokenVerdict.Refused refused) {
            told = refusal(refused.refusal(), refused.issuer(), refused.jti(), address);
        } else {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A logout token cannot be verified, its provider may send it again: {0}",
                    ((LogoutTokenVerdict.KeysUnavailable) verdict).reason());
            told = new Told(new BackChannelLogoutOutcome.KeysUnavailable(), trail.notVerifiable(address));
        }
        counters.count(told.outcome());
        return told;
    }

    /** Notes a request that did not even hold a token. */
    Told refuse(LogoutTokenRefusal refusal, @Nullable String address) {
        Told told = refusal(refusal, null, null, address);
        counters.count(told.outcome());
        return told;
    }

    private Told carryOut(LogoutToken token, BackChannelScope scope, @Nullable String address, long received) {
        Instant since = trail.now();
        try {
            if (sessions.wasSeen(token.issuer(), token.jti())) {
                return replayed(token, address);
            }
            int ended = end(token, scope);
            sessions.awaitEverywhere();
            counters.untilEverywhere().end(received);
            if (!sessions.remember(
                    token.issuer(), token.jti(), token.acceptableUntil().plus(MARGIN))) {
                return replayed(token, address);
            }
            LOG.log(System.Logger.Level.INFO, "Logout token carried out: sessions={0} {1}", ended, about(token));
            return new Told(new BackChannelLogoutOutcome.Ended(ended), trail.ended(token, ended, since, address));
        } catch (StoreUnavailableException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Logout token NOT carried out, its provider may send it again: {0} {1}",
                    e.getMessage(),
                    about(token));
            return new Told(new BackChannelLogoutOutcome.StoreUnavailable(), trail.failed(token, address));
        }
    }

    /**
     * A {@code sid} names one session of the provider, whatever {@code sub} is there besides; but where the provider leaves it
     * out of its ID tokens, our session is known by {@code sub} only. What else the provider means by it ends first: a token that is
     * sent again must find the {@code sid} as unknown as it was.
     */
    private int end(LogoutToken token, BackChannelScope scope) {
        String sid = token.sid();
        String subject = token.subject();
        int ended = 0;
        if (sid != null) {
            for (String meant : subjectsMeant(token, sid, scope)) {
                ended += sessions.endSubject(token.issuer(), meant, token.issuedAt());
            }
            Instant before = token.issuedAt().plus(PROVIDER_NODES_APART);
            for (String owner : subject == null ? sessions.subjectsOf(token.issuer(), sid) : Set.of(subject)) {
                ended += sessions.endSidless(token.issuer(), owner, before);
            }
            ended += sessions.endSid(token.issuer(), sid, before);
        } else if (subject != null) {
            ended += sessions.endSubject(token.issuer(), subject, token.issuedAt());
        }
        return ended;
    }

    /** The subjects all of whose sessions a provider means that names one {@code sid}. */
    private Set<String> subjectsMeant(LogoutToken token, String sid, BackChannelScope scope) {
        String subject = token.subject();
        return switch (scope) {
            case SID -> Set.of();
            case SUBJECT -> subject == null ? sessions.subjectsOf(token.issuer(), sid) : Set.of(subject);
            case AUTO -> subject == null || sessions.hasSid(token.issuer(), sid) ? Set.of() : Set.of(subject);
        };
    }

    private Told replayed(LogoutToken token, @Nullable String address) {
        return refusal(LogoutTokenRefusal.REPLAYED, token.issuer(), token.jti(), address);
    }

    private Told refusal(
            LogoutTokenRefusal refusal, @Nullable String issuer, @Nullable String jti, @Nullable String address) {
        LOG.log(
                System.Logger.Level.WARNING,
                "Logout token refused: code={0} claimed-iss={1} claimed-jti={2}",
                refusal.code(),
                OutsideText.shown(issuer),
                OutsideText.shown(jti));
        return new Told(new BackChannelLogoutOutcome.Refused(refusal), trail.refused(refusal, issuer, address));
    }

    private static String about(LogoutToken token) {
        return "iss=" + token.issuer() + " jti=" + OutsideText.shown(token.jti()) + " sid="
                + OutsideText.fingerprint(token.sid()) + " sub=" + OutsideText.fingerprint(token.subject());
    }
}
