package io.curfew.logout;

import io.curfew.config.Registration;
import io.curfew.config.Route;
import io.curfew.config.SiteData;
import io.curfew.logout.LogoutState.ProviderPart;
import io.curfew.provider.ProviderUnavailableException;
import io.curfew.session.LiveSession;
import io.curfew.session.StoreUnavailableException;
import io.curfew.session.Tokens;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs a user out, in this order: the tokens are read while there still is a session to read them from; the sessions end; an ID
 * token that has expired is exchanged for a fresh one; the tokens are revoked; the browser is sent to the provider. Nothing after
 * the end of the sessions can undo it or hold it up for long (OpenID Connect RP-Initiated Logout 1.0).
 */
public final class RpInitiatedLogout {
    static final String LOGGED_OUT_PATH = "/oidc/logged-out";

    private static final Logger LOG = System.getLogger(RpInitiatedLogout.class.getName());

    private final SessionEnding sessions;
    private final ProviderKnowledge providers;
    private final FreshTokens fresh;
    private final SessionTokenRevocation revocation;
    private final LogoutStates states;
    private final SignOutTrail trail;

    public RpInitiatedLogout(
            SessionEnding sessions,
            ProviderKnowledge providers,
            FreshTokens fresh,
            SessionTokenRevocation revocation,
            LogoutStates states,
            SignOutTrail trail) {
        this.sessions = sessions;
        this.providers = providers;
        this.fresh = fresh;
        this.revocation = revocation;
        this.states = states;
        this.trail = trail;
    }

    /**
     * Ends the sessions and says where the browser goes.
     *
     * @param leading the route whose provider the browser is sent to
     * @param signedIn the sessions to end, the one of {@code leading} first; may be empty: the user may still be signed in at
     *     the provider
     */
    SignOutOutcome signOut(Route leading, List<RoutedSession> signedIn, WayOut way) {
        List<JustEnded.Snapshot> snapshots = signedIn.stream()
                .map(one -> new JustEnded.Snapshot(one, snapshot(one.session()), Optional.empty()))
                .toList();
        Instant now = states.now();
        SignOutTrail.Telling telling = trail.begin(way.address());
        int ended = 0;
        boolean allEnded = true;
        for (RoutedSession one : signedIn) {
            try {
                // whoever stays signed in at the provider may come back at once, by a login of this very second
                boolean mayComeBack =
                        way.local() || providers.keepsItsSessions(one.route().registration());
                int here = sessions.signOut(one.session(), mayComeBack ? now.minusSeconds(1) : now);
                if (here > 0) {
                    telling.ended(one, here, Duration.between(now, states.now()));
                }
                ended += here;
            } catch (StoreUnavailableException e) {
                allEnded = false;
                telling.notEnded(one);
                LOG.log(Level.ERROR, "A session could not be ended at sign-out. reason={0}", e.getMessage());
            } catch (RuntimeException e) {
                allEnded = false;
                telling.notEnded(one);
                LOG.log(Level.ERROR, "A session could not be ended at sign-out.", e);
            }
        }
        String receipt = telling.receipt(leading.name());
        return allEnded
                ? leave(new JustEnded(leading, snapshots, ended, receipt), way)
                : new SignOutOutcome.NotEnded(receipt);
    }

    private Optional<Tokens> snapshot(LiveSession session) {
        try {
            return sessions.tokens(session);
        } catch (RuntimeException e) {
            // Without its tokens a session still has to end.
            LOG.log(
                    Level.WARNING,
                    "The tokens of a session could not be read at sign-out. reason={0}",
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private SignOutOutcome leave(JustEnded before, WayOut way) {
        Route leading = before.leading();
        AtProvider provider =
                way.local() ? new AtProvider(ProviderPart.NOT_ASKED, null) : atProvider(leading.registration());
        JustEnded ended = provider.endSessionEndpoint() == null ? before : before.freshened(fresh);
        Revocation revoked = ended.revoked(revocation);
        LOG.log(
                Level.INFO,
                "A user signed out. route={0} sessions_ended={1} revocation={2} provider={3}",
                leading.name(),
                ended.count(),
                revoked,
                provider.part());
        URI redirect = way.redirectUri();
        if (redirect != null && provider.isNoConcern()) {
            return new SignOutOutcome.SignedOut(
                    ended.count(), redirect, null, states.clearedCookie(), ended.forgotten(), ended.receipt());
        }
        boolean clearCookies = ended.forgotten().contains(SiteData.COOKIES);
        return comingBack(
                ended,
                provider.endSessionEndpoint(),
                new LogoutState(
                        states.now(), ended.count(), revoked, provider.part(), redirect, clearCookies, ended.receipt()),
                way);
    }

    /** To tell this browser from others when it comes back, it keeps its cookies until then. */
    private SignOutOutcome comingBack(JustEnded ended, @Nullable URI endpoint, LogoutState state, WayOut way) {
        LogoutStates.Issued issued = states.issue(state);
        String back = way.at().resolve(LOGGED_OUT_PATH);
        String clientId = ended.leading().registration().clientId();
        EndSessionRequest request = endpoint == null
                ? null
                : new EndSessionRequest(endpoint, ended.hint(way), clientId, back, issued.state());
        return new SignOutOutcome.SignedOut(
                ended.count(),
                request == null ? URI.create(back + "?state=" + issued.state()) : request.uri(),
                request,
                issued.cookie(),
                ended.forgottenBut(SiteData.COOKIES),
                ended.receipt());
    }

    private record AtProvider(ProviderPart part, @Nullable URI endSessionEndpoint) {
        /** Whether nothing went wrong there that the user has to read of before going anywhere. */
        boolean isNoConcern() {
            return part == ProviderPart.NOT_OFFERED || part == ProviderPart.NOT_ASKED;
        }
    }

    private AtProvider atProvider(Registration registration) {
        try {
            URI endpoint = providers.metadata().apply(registration).endSessionEndpoint();
            return new AtProvider(endpoint == null ? ProviderPart.NOT_OFFERED : ProviderPart.ASKED, endpoint);
        } catch (ProviderUnavailableException e) {
            LOG.log(Level.WARNING, "The user could not be signed out at the provider. reason={0}", e.getMessage());
        } catch (RuntimeException e) {
            // Our own fault, but the sessions are over: the browser has to hear that, and we have to hear of the fault.
            LOG.log(Level.ERROR, "Asking for the metadata of the provider failed at sign-out.", e);
        }
        return new AtProvider(ProviderPart.UNREACHABLE, null);
    }
}
