package io.curfew.login;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.page.Answer;
import io.curfew.page.SetCookie;
import io.curfew.provider.HandshakeRelay;
import io.curfew.provider.ProviderUnavailableException;
import io.curfew.session.LoginOutcome;
import io.curfew.session.PendingLogin;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.net.URI;
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

    private final PublicUrl publicUrl;
    private final LoginRoutes routes;
    private final HandshakeRelay relay;
    private final PendingLogins pendingLogins;
    private final LoginCompletion completion;
    private final Refusals refusals;
    private final HandshakeModule mechanism = new HandshakeModule();
    private final String loginCookie;

    LoginEndpoint(
            PublicUrl publicUrl,
            LoginRoutes routes,
            HandshakeRelay relay,
            PendingLogins pendingLogins,
            LoginCompletion completion,
            Refusals refusals) {
        this.publicUrl = publicUrl;
        this.routes = routes;
        this.relay = relay;
        this.pendingLogins = pendingLogins;
        this.completion = completion;
        this.refusals = refusals;
        this.loginCookie = SetCookie.hostName("curfew-login", publicUrl.isHttps());
    }

    /** {@code /oidc/login?return_to=}: a login of the route that the target lies on, else of the first route. */
    Answer startExplicitly(GateRequestContext request, HttpServletResponse response) {
        Optional<ReturnTarget> asked =
                request.onlyParameter("return_to").flatMap(raw -> ReturnTarget.parse(raw, publicUrl));
        Route route = routes.of(asked);
        return start(route, asked.orElse(routes.home(route)), request, response);
    }

    /** Sends the browser to the provider of the route. */
    Answer start(Route route, ReturnTarget target, GateRequestContext request, HttpServletResponse response) {
        Map<String, String> scratchPad = new HashMap<>();
        Optional<String> authorizationUrl;
        try (HandshakeRelay.Passage passage = relay.open(route.registration())) {
            authorizationUrl = mechanism.start(request, response, handshake(route, passage, scratchPad));
        } catch (ProviderUnavailableException e) {
            LOG.log(Level.WARNING, "No login can start. route={0} cause={1}", route.name(), e.getMessage());
            authorizationUrl = Optional.empty();
        }
        if (authorizationUrl.isEmpty()) {
            return Answer.page(503, LoginPages.providerUnavailable(target.location(publicUrl)));
        }
        String secret = pendingLogins.browserSecret(request.cookie(loginCookie));
        pendingLogins.remember(authorizationUrl.get(), secret, route, target, scratchPad);
        SetCookie cookie = new SetCookie(loginCookie, secret, PendingLogins.LIMIT, publicUrl.isHttps());
        return Answer.seeOther(URI.create(authorizationUrl.get())).with(cookie);
    }

    /** {@code /oidc/callback}: the redirect URI. */
    Answer callback(GateRequestContext request, HttpServletResponse response) {
        Optional<PendingLogin> pending =
                request.onlyParameter("state").flatMap(state -> pendingLogins.take(state, request.cookie(loginCookie)));
        Optional<Route> route = pending.flatMap(login -> routes.named(login.routeName()));
        if (pending.isEmpty() || route.isEmpty()) {
            return Answer.page(400, LoginPages.notWaitedFor(publicUrl.resolve("/")));
        }
        ReturnTarget target = new ReturnTarget(pending.get().returnTo());
        String again = refusals.loginUrl(target);
        if (request.getParameter("error") != null) {
            return Answer.page(403, LoginPages.refusedByProvider(request.getParameter("error"), again));
        }
        try (HandshakeRelay.Passage passage = relay.open(route.get().registration())) {
            Handshake handshake =
                    handshake(route.get(), passage, new HashMap<>(pending.get().attributes()));
            Optional<LoginOutcome> outcome = mechanism
                    .finish(request, response, handshake)
                    .flatMap(verified -> completion.complete(route.get(), verified));
            if (outcome.isEmpty() && passage.failure().isPresent()) {
                throw passage.failure().get();
            }
            return answer(outcome.orElse(null), route.get(), target, again);
        } catch (ProviderUnavailableException e) {
            LOG.log(
                    Level.WARNING,
                    "A login stays open. route={0} cause={1}",
                    route.get().name(),
                    e.getMessage());
            return Answer.page(503, LoginPages.providerUnavailable(again));
        }
    }

    private Answer answer(@Nullable LoginOutcome outcome, Route route, ReturnTarget target, String again) {
        if (outcome instanceof LoginOutcome.Begun begun) {
            SetCookie cookie =
                    new SetCookie(route.session().cookieName(), begun.id().value(), null, publicUrl.isHttps());
            return Answer.seeOther(URI.create(target.location(publicUrl))).with(cookie);
        }
        return outcome instanceof LoginOutcome.LoggedOutMeanwhile
                ? Answer.page(403, LoginPages.loggedOutMeanwhile(again))
                : Answer.page(403, LoginPages.notAccepted(again));
    }

    private Handshake handshake(Route route, HandshakeRelay.Passage passage, Map<String, String> scratchPad) {
        return new Handshake(
                route.registration(), passage.metadata(), publicUrl.resolve(Gate.OWN_PREFIX + "/callback"), scratchPad);
    }
}
