package io.curfew.login;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.page.Answer;
import io.curfew.page.SetCookie;
import io.curfew.provider.HandshakeRelay;
import io.curfew.provider.ProofKey;
import io.curfew.provider.ProviderUnavailableException;
import io.curfew.routing.HostRoutes;
import io.curfew.session.LoginOutcome;
import io.curfew.session.PendingLogin;
import io.curfew.session.StoreUnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The login at its edge: sends the browser to the provider, and takes it back at the redirect URI with a session or with a page
 * that says what happened and how to go on.
 */
final class LoginEndpoint {
    private static final System.Logger LOG = System.getLogger(LoginEndpoint.class.getName());

    private final Presentation presentation;
    private final LoginRoutes routes;
    private final HandshakeRelay relay;
    private final PendingLogins pendingLogins;
    private final UserFacts facts;
    private final LoginCompletion completion;
    private final Refusals refusals;
    private final LoginTrail trail;
    private final GateCounts counts = new GateCounts();
    private final HandshakeModule mechanism = new HandshakeModule();

    LoginEndpoint(
            Presentation presentation,
            LoginRoutes routes,
            HandshakeRelay relay,
            PendingLogins pendingLogins,
            UserFacts facts,
            LoginCompletion completion,
            Refusals refusals,
            LoginTrail trail) {
        this.presentation = presentation;
        this.routes = routes;
        this.relay = relay;
        this.pendingLogins = pendingLogins;
        this.facts = facts;
        this.completion = completion;
        this.refusals = refusals;
        this.trail = trail;
    }

    /** {@code /oidc/login?return_to=}: a login of the route that the target lies on, else of the first route at the host. */
    Answer startExplicitly(HostRoutes here, GateRequestContext request, HttpServletResponse response) {
        Optional<ReturnTarget> asked = QueryParameters.of(request.rawQuery())
                .only("return_to")
                .flatMap(raw -> ReturnTarget.parse(raw, here.publicUrl()));
        Optional<Route> route = routes.of(asked, here);
        if (route.isEmpty() || !route.get().access().credentials().session()) {
            return refusals.refused(Gate.NOTHING_HERE, request.kind());
        }
        return start(route.get(), here.publicUrl(), asked.orElse(routes.home(route)), request, response);
    }

    /** Sends the browser to the provider of the route. */
    Answer start(
            Route route, PublicUrl at, ReturnTarget target, GateRequestContext request, HttpServletResponse response) {
        Map<String, String> scratchPad = new HashMap<>();
        Optional<String> authorizationUrl;
        boolean provable = false;
        try (HandshakeRelay.Passage passage = relay.open(route.registration())) {
            Handshake handshake = handshake(route, passage, at, QueryParameters.NONE, scratchPad);
            authorizationUrl = mechanism.start(request, response, handshake);
            provable = passage.wantsProofKey();
        } catch (ProviderUnavailableException e) {
            LOG.log(Level.WARNING, "No login can start. route={0} cause={1}", route.name(), e.getMessage());
            authorizationUrl = Optional.empty();
        }
        counts.starts().count(authorizationUrl.isPresent() ? LoginStart.SENT : LoginStart.PROVIDER_UNAVAILABLE);
        if (authorizationUrl.isEmpty()) {
            trail.refused(LoginRefusal.PROVIDER_UNAVAILABLE, route, presentation.client(request));
            return refusals.loginFailed(route, at, LoginPages.providerUnavailable(target.location(at)));
        }
        String url = AuthorizationArguments.addTo(
                authorizationUrl.get(), route.access().login(), request.rawQuery());
        if (provable) {
            PendingLogins.bind(scratchPad);
        }
        SetCookie cookie = pendingLogins.remember(authorizationUrl.get(), at, route, target, scratchPad);
        Answer answer = Answer.seeOther(
                URI.create(provable ? AuthorizationArguments.addTo(url, PendingLogins.proofKey(cookie)) : url));
        for (SetCookie leftover : pendingLogins.clearedLeftovers(request)) {
            answer = answer.with(leftover);
        }
        return answer.with(cookie);
    }

    /** {@code /oidc/callback}: the redirect URI. */
    Answer callback(HostRoutes here, GateRequestContext request, HttpServletResponse response) {
        try {
            return cameBack(here, request, response);
        } catch (StoreUnavailableException e) {
            counts.refusals().count(LoginRefusal.STORE_UNAVAILABLE);
            throw e;
        }
    }

    private Answer cameBack(HostRoutes here, GateRequestContext request, HttpServletResponse response) {
        PublicUrl at = here.publicUrl();
        QueryParameters query = QueryParameters.of(request.rawQuery());
        String state = query.only("state").orElse("");
        Optional<PendingLogin> waiting = pendingLogins.find(state, at, request);
        Optional<Route> route = waiting.flatMap(login -> routes.named(login.routeName()));
        if (waiting.isEmpty() || route.isEmpty()) {
            return notWaitedFor(here, request);
        }
        String again = Refusals.loginUrl(at, new ReturnTarget(waiting.get().returnTo()));
        try (HandshakeRelay.Passage passage = relay.open(route.get().registration())) {
            // only now: a login whose provider cannot be asked can be finished by loading the page again
            if (pendingLogins.take(state, at, request).isEmpty()) {
                return notWaitedFor(here, request);
            }
            Optional<ProofKey> proofKey = pendingLogins.proofKey(waiting.get(), state, request);
            Callback callback = new Callback(waiting.get(), route.get(), at, query, proofKey, passage);
            return finish(callback, request, response).with(pendingLogins.cleared(state));
        } catch (ProviderUnavailableException e) {
            LOG.log(
                    Level.WARNING,
                    "A login ends. route={0} cause={1}",
                    route.get().name(),
                    e.getMessage());
            refused(LoginRefusal.PROVIDER_UNAVAILABLE, route.get(), request);
            return refusals.loginFailed(route.get(), at, LoginPages.providerUnavailable(again));
        } catch (StoreUnavailableException e) {
            trail.refused(LoginRefusal.STORE_UNAVAILABLE, route.get(), presentation.client(request));
            throw e;
        }
    }

    private void refused(LoginRefusal code, @Nullable Route route, GateRequestContext request) {
        counts.refusals().count(code);
        trail.refused(code, route, presentation.client(request));
    }

    private Answer notWaitedFor(HostRoutes here, GateRequestContext request) {
        refused(LoginRefusal.NOT_WAITED_FOR, null, request);
        return Answer.page(400, LoginPages.notWaitedFor(home(here)));
    }

    /** A login that came back. */
    private record Callback(
            PendingLogin login,
            Route route,
            PublicUrl at,
            QueryParameters query,
            Optional<ProofKey> proofKey,
            HandshakeRelay.Passage passage) {}

    private Answer finish(Callback callback, GateRequestContext request, HttpServletResponse response) {
        Route route = callback.route();
        ReturnTarget target = new ReturnTarget(callback.login().returnTo());
        PublicUrl at = callback.at();
        String again = Refusals.loginUrl(at, target);
        String error = callback.query().first("error");
        if (error != null) {
            refused(LoginRefusal.REFUSED_BY_PROVIDER, route, request);
            return refusals.loginRefused(route, at, LoginPages.refusedByProvider(error, again));
        }
        // RFC 9207: an answer of another provider, sent on by one that wants its code
        String sender = callback.query().first("iss");
        if (sender != null && !sender.equals(route.registration().issuer())) {
            LOG.log(Level.WARNING, "An authorization response names another issuer. route={0}", route.name());
            refused(LoginRefusal.OTHER_ISSUER, route, request);
            return refusals.loginRefused(route, at, LoginPages.notAccepted(again));
        }
        QueryParameters shown = callback.query()
                .with(
                        "code",
                        callback.passage().carry(callback.query().only("code"), redirectUri(at), callback.proofKey()));
        Handshake handshake = handshake(
                route,
                callback.passage(),
                at,
                shown,
                new HashMap<>(callback.login().attributes()));
        Optional<LoginOutcome> outcome = mechanism
                .finish(request, response, handshake)
                .flatMap(verified ->
                        facts.complete(route, verified, callback.passage().grantedScope()))
                .flatMap(verified -> completion.complete(
                        route,
                        verified,
                        Instant.ofEpochMilli(callback.login().created()),
                        presentation.atLogin(request, route)));
        if (outcome.isEmpty()) {
            callback.passage().throwFailure();
        }
        LoginRefusal.of(outcome).ifPresentOrElse(code -> refused(code, route, request), counts.signedIn()::increment);
        return answer(outcome.orElse(null), route, at, target);
    }

    private Answer answer(@Nullable LoginOutcome outcome, Route route, PublicUrl at, ReturnTarget target) {
        if (outcome instanceof LoginOutcome.Begun begun) {
            URI fixed = route.access().login().redirectUri();
            return SessionCookies.handOut(
                    begun, route, fixed == null ? target.location(at) : Refusals.location(fixed, at));
        }
        if (outcome instanceof LoginOutcome.TooMany) {
            return Answer.page(
                    403, LoginPages.tooMany(route.session().rules().limit().most(), Refusals.loginUrl(at, target)));
        }
        String again = Refusals.loginUrl(at, target);
        return refusals.loginRefused(
                route,
                at,
                outcome instanceof LoginOutcome.LoggedOutMeanwhile
                        ? LoginPages.loggedOutMeanwhile(again)
                        : LoginPages.notAccepted(again));
    }

    /** What this door has done. */
    GateCounts counts() {
        return counts;
    }

    private String home(HostRoutes here) {
        return routes.home(here.first()).location(here.publicUrl());
    }

    private Handshake handshake(
            Route route,
            HandshakeRelay.Passage passage,
            PublicUrl at,
            QueryParameters query,
            Map<String, String> scratchPad) {
        return new Handshake(route.registration().clientId(), passage, redirectUri(at), query, scratchPad);
    }

    private static String redirectUri(PublicUrl at) {
        return at.resolve(Gate.OWN_PREFIX + "/callback");
    }
}
