package io.curfew.logout;

import io.curfew.audit.AuditTrail;
import io.curfew.config.CookieAttributes;
import io.curfew.config.PublicUrl;
import io.curfew.config.RememberSettings;
import io.curfew.config.Route;
import io.curfew.config.SessionRules;
import io.curfew.count.Tally;
import io.curfew.page.Answer;
import io.curfew.page.OriginGuard;
import io.curfew.page.SetCookie;
import io.curfew.session.SessionId;
import io.curfew.session.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A request to sign out in, the answer to it out: may it (the guard), which sessions, in which form the browser or the script
 * hears of it. Every answer but a refusal takes the session cookies from the browser.
 */
public final class SignOut {
    private static final Logger LOG = System.getLogger(SignOut.class.getName());

    /** What follows the prefix in the names of their cookies. */
    private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    /** A browser has ten at most; more are not ours. */
    private static final int MOST_LOGINS = 20;
    /** A browser has one for each path and domain that a cookie of this name was ever set with. */
    private static final int MOST_OF_A_NAME = 8;

    /** In one cookie there are no more. */
    private static final int MOST_PENDING = 8;

    private final RpInitiatedLogout logout;
    private final SignOutTrail trail;
    private final SessionLookup sessions;
    private final PendingSignOuts pending;
    private final List<Route> routes;
    private final SignOutAnswers answers;
    private final Tally<SignOutEnd> ends = new Tally<>(SignOutEnd.class);

    /**
     * Creates it.
     *
     * @param sessions finds the sessions that cookies name
     * @param routes all routes, at least one
     */
    public SignOut(
            RpInitiatedLogout logout,
            SignOutTrail trail,
            SessionLookup sessions,
            PendingSignOuts pending,
            List<Route> routes,
            PublicUrl publicUrl) {
        this.logout = logout;
        this.trail = trail;
        this.sessions = sessions;
        this.pending = pending;
        this.routes = List.copyOf(routes);
        this.answers = new SignOutAnswers(publicUrl);
    }

    /** The page that asks before it signs out; the answer to a GET, which signs nobody out. */
    Answer confirmation(SignOutRequest request) {
        return answers.confirmation(arguments(request), WayOut.isLocal(leading(request), request.arguments()));
    }

    /** The route whose settings the request to sign out will go by, as far as that can be said now. */
    private Route leading(SignOutRequest request) {
        try {
            List<RoutedSession> signedIn = sessions.find(cookies(request, sessionCookies(routes)), routes);
            if (!signedIn.isEmpty()) {
                return signedIn.get(0).route();
            }
        } catch (StoreUnavailableException e) {
            LOG.log(Level.DEBUG, "The page before a sign-out is that of a browser without a session.", e);
        }
        return first(routes, request.publicUrl());
    }

    /** Signs out of the session of a route; with no session, only at the provider. */
    Answer onRoute(SignOutRequest request, Route route) {
        return signOut(request, List.of(route));
    }

    /** Signs out of every session of the gateway that the browser has, and of those that an earlier attempt left over. */
    Answer everywhere(SignOutRequest request) {
        return signOut(request, routes);
    }

    private Answer signOut(SignOutRequest request, List<Route> of) {
        String ownOrigin = request.publicUrl().origin();
        if (OriginGuard.check(ownOrigin, request.method(), request.headers())
                instanceof OriginGuard.Verdict.Refused refused) {
            ends.count(SignOutEnd.REFUSED);
            String receipt = trail.refused(refused.reason(), request.address());
            return answers.refused(refused.reason(), request.kind())
                    .with(new Answer.Header(AuditTrail.HEADER, receipt));
        }
        SortedMap<String, CookieAttributes> names = sessionCookies(of);
        SignOutOutcome outcome = signOut(request, cookies(request, names), of);
        ends.count(SignOutEnd.of(outcome));
        Answer answer = answer(request, outcome, names).with(new Answer.Header(AuditTrail.HEADER, outcome.receipt()));
        return outcome instanceof SignOutOutcome.SignedOut ? answer.with(stillPending(request, names)) : answer;
    }

    /** How requests to sign out ended since the start of this node. */
    public Tally<SignOutEnd> ends() {
        return ends;
    }

    private SignOutOutcome signOut(SignOutRequest request, List<BrowserCookie> cookies, List<Route> of) {
        try {
            Optional<URI> redirect = asked(request, of);
            List<RoutedSession> signedIn = sessions.find(cookies, of);
            if (!signedIn.isEmpty()) {
                Route leading = signedIn.get(0).route();
                return logout.signOut(leading, signedIn, WayOut.of(request, redirect, leading, Optional.empty()));
            }
            Optional<Known> known = recentlyEnded(cookies, of);
            Route leading = known.map(Known::route).orElseGet(() -> first(of, request.publicUrl()));
            return logout.signOut(leading, List.of(), WayOut.of(request, redirect, leading, known.map(Known::hint)));
        } catch (StoreUnavailableException e) {
            LOG.log(Level.ERROR, "A sign-out could not be completed. reason={0}", e.getMessage());
            return new SignOutOutcome.NotEnded(trail.failed(request.address()));
        }
    }

    private record Known(Route route, UserHint hint) {}

    /** Nothing, when the store does not answer: there is no session to end, and the provider can ask. */
    private Optional<Known> recentlyEnded(List<BrowserCookie> cookies, List<Route> of) {
        Set<Route.SessionSpace> asked = new HashSet<>();
        try {
            return of.stream()
                    .filter(route -> asked.add(route.sessionSpace()))
                    .flatMap(route ->
                            sessions.recentlyEnded(cookies, route).map(hint -> new Known(route, hint)).stream())
                    .findFirst();
        } catch (StoreUnavailableException e) {
            return Optional.empty();
        }
    }

    /** Where the browser wants to end, if that is one of the places where these routes let it. */
    private static Optional<URI> asked(SignOutRequest request, List<Route> of) {
        String returnTo = request.arguments().returnTo();
        return returnTo == null
                ? Optional.empty()
                : of.stream()
                        .flatMap(route -> route.logout().leaving().written(returnTo).stream())
                        .findFirst();
    }

    /** What the page that asks, and the one that lets somebody try again, hand on. */
    private SignOutArguments arguments(SignOutRequest request) {
        return new SignOutArguments(
                asked(request, routes).map(URI::toString).orElse(null),
                request.arguments().local());
    }

    /** The first at the host; a cookie may still be one of a route that is elsewhere now, so all are looked at for sessions. */
    private static Route first(List<Route> of, PublicUrl at) {
        return of.stream()
                .filter(route -> route.requests().isAt(at.host()))
                .findFirst()
                .orElse(of.get(0));
    }

    /** What an earlier attempt left over of other routes stays so; mostly that is nothing. */
    private SetCookie stillPending(SignOutRequest request, SortedMap<String, CookieAttributes> done) {
        List<BrowserCookie> left = pending.recall(request.cookies()).stream()
                .filter(cookie -> !done.containsKey(cookie.name()))
                .toList();
        return left.isEmpty() ? pending.clearedCookie() : pending.remember(left);
    }

    /** The session cookies of these names, and what an earlier attempt left over of them: each costs reads of the store. */
    private List<BrowserCookie> cookies(SignOutRequest request, SortedMap<String, CookieAttributes> names) {
        Map<String, Integer> count = new HashMap<>();
        Stream<BrowserCookie> sent = request.cookies().stream()
                .filter(cookie -> SessionId.parse(cookie.value()).isPresent())
                .distinct()
                .filter(cookie -> count.merge(cookie.name(), 1, Integer::sum) <= MOST_OF_A_NAME);
        return Stream.concat(sent, pending.recall(request.cookies()).stream().limit(MOST_PENDING))
                .filter(cookie -> names.containsKey(cookie.name()))
                .distinct()
                .toList();
    }

    /** With the attributes by which a browser knows them. */
    private static SortedMap<String, CookieAttributes> sessionCookies(List<Route> routes) {
        SortedMap<String, CookieAttributes> cookies = new TreeMap<>();
        for (Route route : routes) {
            SessionRules rules = route.session().rules();
            RememberSettings remember = rules.remember();
            cookies.put(route.session().cookieName(), rules.cookie());
            if (remember != null) {
                cookies.put(remember.cookieName(), rules.cookie());
            }
        }
        return cookies;
    }

    private Answer answer(SignOutRequest request, SignOutOutcome outcome, SortedMap<String, CookieAttributes> names) {
        Answer answer;
        if (outcome instanceof SignOutOutcome.SignedOut done) {
            answer = answers.signedOut(done, request.kind());
            answer = answer.with(done.cookie());
        } else {
            Stream<BrowserCookie> now = request.cookies().stream().filter(cookie -> names.containsKey(cookie.name()));
            Stream<BrowserCookie> before = pending.recall(request.cookies()).stream();
            answer = answers.notEnded(arguments(request), request.kind())
                    .with(pending.remember(Stream.concat(now, before).distinct().toList()));
        }
        for (Map.Entry<String, CookieAttributes> cookie : names.entrySet()) {
            answer = answer.with(SetCookie.cleared(cookie.getKey(), cookie.getValue()));
        }
        for (String name : loginsUnderWay(request)) {
            answer = answer.with(SetCookie.cleared(name, request.publicUrl().isHttps()));
        }
        return answer;
    }

    /** One that was begun before must not sign the user in again after. */
    private List<String> loginsUnderWay(SignOutRequest request) {
        String prefix =
                SetCookie.hostName(SetCookie.OF_LOGIN, request.publicUrl().isHttps());
        return request.cookies().stream()
                .map(BrowserCookie::name)
                .filter(name -> name.startsWith(prefix)
                        && LOGIN.matcher(name.substring(prefix.length())).matches())
                .distinct()
                .limit(MOST_LOGINS)
                .toList();
    }
}
