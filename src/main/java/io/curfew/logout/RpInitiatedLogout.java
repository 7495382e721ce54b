package io.curfew.logout;

import io.curfew.config.PublicUrl;
import io.curfew.config.Registration;
import io.curfew.config.Route;
import io.curfew.logout.LogoutState.ProviderPart;
import io.curfew.provider.ProviderMetadata;
import io.curfew.provider.ProviderUnavailableException;
import io.curfew.session.LiveSession;
import io.curfew.session.StoreUnavailableException;
import io.curfew.session.Tokens;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Signs a user out, in this order: the tokens are read while there still is a session to read them from; the sessions end; the
 * tokens are revoked; the browser is sent to the provider. Nothing after the end of the sessions can undo it or hold it up
 * (OpenID Connect RP-Initiated Logout 1.0).
 */
public final class RpInitiatedLogout {
    static final String LOGGED_OUT_PATH = "/oidc/logged-out";

    private static final Logger LOG = System.getLogger(RpInitiatedLogout.class.getName());

    private final SessionEnding sessions;
    private final Function<Registration, ProviderMetadata> providers;
    private final SessionTokenRevocation revocation;
    private final LogoutStates states;

    /**
     * Creates it.
     *
     * @param providers {@link io.curfew.provider.Providers#metadata}; may throw {@link ProviderUnavailableException}
     */
    public RpInitiatedLogout(
            SessionEnding sessions,
            Function<Registration, ProviderMetadata> providers,
            SessionTokenRevocation revocation,
            LogoutStates states) {
        this.sessions = sessions;
        this.providers = providers;
        this.revocation = revocation;
        this.states = states;
    }

    /** A session with its tokens as they were before it ended. */
    private record Snapshot(RoutedSession of, Optional<Tokens> tokens) {}

    /**
     * Ends the sessions and says where the browser goes.
     *
     * @param leading the route whose provider the browser is sent to
     * @param signedIn the sessions to end, the one of {@code leading} first; may be empty: the user may still be signed in at
     *     the provider
     * @param at where the browser reaches the gateway, and comes back to
     */
    SignOutOutcome signOut(Route leading, List<RoutedSession> signedIn, PublicUrl at) {
        List<Snapshot> snapshots = signedIn.stream()
                .map(one -> new Snapshot(one, snapshot(one.session())))
                .toList();
        int ended = 0;
        boolean allEnded = true;
        for (RoutedSession one : signedIn) {
            try {
                ended += sessions.signOut(one.session());
            } catch (StoreUnavailableException e) {
                allEnded = false;
                LOG.log(Level.ERROR, "A session could not be ended at sign-out. reason={0}", e.getMessage());
            } catch (RuntimeException e) {
                allEnded = false;
                LOG.log(Level.ERROR, "A session could not be ended at sign-out.", e);
            }
        }
        if (!allEnded) {
            return new SignOutOutcome.NotEnded();
        }
        Revocation revoked = snapshots.stream()
                .map(one -> revocation.revoke(one.of().route(), one.tokens()))
                .reduce(Revocation.NOT_ASKED, Revocation::and);
        return leave(leading, ended, revoked, hint(leading, snapshots), at);
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

    /** A provider takes only an ID token of its own, made for this very client. */
    private static @Nullable String hint(Route leading, List<Snapshot> snapshots) {
        return snapshots.stream()
                .filter(one -> one.of().route().sessionSpace().equals(leading.sessionSpace()))
                .flatMap(one -> one.tokens().stream())
                .map(Tokens::idToken)
                .findFirst()
                .orElse(null);
    }

    private SignOutOutcome leave(Route leading, int ended, Revocation revoked, @Nullable String hint, PublicUrl at) {
        AtProvider provider = atProvider(leading.registration());
        LOG.log(
                Level.INFO,
                "A user signed out. route={0} sessions_ended={1} revocation={2} provider={3}",
                leading.name(),
                ended,
                revoked,
                provider.part());
        URI redirect = leading.logout().redirectUri();
        if (provider.part() == ProviderPart.NOT_OFFERED && redirect != null) {
            return new SignOutOutcome.SignedOut(ended, redirect, false, null);
        }
        LogoutStates.Issued issued =
                states.issue(new LogoutState(states.now(), ended, revoked, provider.part(), redirect));
        String back = at.resolve(LOGGED_OUT_PATH);
        URI endpoint = provider.endSessionEndpoint();
        if (endpoint == null) {
            URI page = URI.create(back + "?state=" + issued.state());
            return new SignOutOutcome.SignedOut(ended, page, false, issued.cookie());
        }
        EndSessionRequest request =
                new EndSessionRequest(endpoint, hint, leading.registration().clientId(), back, issued.state());
        return new SignOutOutcome.SignedOut(ended, request.uri(), true, issued.cookie());
    }

    private record AtProvider(ProviderPart part, @Nullable URI endSessionEndpoint) {}

    private AtProvider atProvider(Registration registration) {
        try {
            URI endpoint = providers.apply(registration).endSessionEndpoint();
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
