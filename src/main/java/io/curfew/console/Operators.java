package io.curfew.console;

import io.curfew.config.PublicUrl;
import io.curfew.page.Answer;
import io.curfew.page.OriginGuard;
import io.curfew.page.Page;
import io.curfew.page.Problem;
import io.curfew.page.RequestKind;
import io.curfew.session.LiveSession;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who is an operator: a program with an access token, or a browser whose user had the role when they signed in. A token that does not
 * count is never helped out by a cookie.
 */
public final class Operators {
    private static final String PAGE = "/oidc/admin";

    private final PublicUrl home;
    private final Function<List<String>, Optional<OperatorVerdict>> tokens;
    private final Function<LiveSession, Optional<Boolean>> role;

    /**
     * Creates it.
     *
     * @param home where alone operators are answered
     * @param tokens what the values of {@code Authorization} say; empty when there is no access token
     * @param role whether a session has the role; empty when nobody can tell by this session
     */
    public Operators(
            PublicUrl home,
            Function<List<String>, Optional<OperatorVerdict>> tokens,
            Function<LiveSession, Optional<Boolean>> role) {
        this.home = home;
        this.tokens = tokens;
        this.role = role;
    }

    /**
     * Decides.
     *
     * @throws io.curfew.session.StoreUnavailableException when nobody knows whether token or session still count
     */
    OperatorVerdict of(OperatorRequest request) {
        if (!request.publicUrl().origin().equals(home.origin())) {
            return new OperatorVerdict.Refused(nothingHere());
        }
        return tokens.apply(request.authorization()).orElseGet(() -> bySession(request));
    }

    private OperatorVerdict bySession(OperatorRequest request) {
        List<LiveSession> own = request.own().get();
        Optional<LiveSession> operator = own.stream()
                .filter(live -> role.apply(live).equals(Optional.of(true)))
                .findFirst();
        if (operator.isEmpty()) {
            boolean isKnown = own.stream().anyMatch(live -> role.apply(live).isPresent());
            return new OperatorVerdict.Refused(isKnown ? withoutRole(request.kind()) : nobody(request));
        }
        if (request.isRead() ? isLedHere(request) : isForeign(request)) {
            return new OperatorVerdict.Refused(foreign());
        }
        LiveSession live = operator.get();
        return new OperatorVerdict.Operator(
                live.session().userName(),
                live.session().issuer(),
                live.session().subject(),
                OperatorVerdict.By.SESSION);
    }

    /** Of what costs something, nothing is done for a page of another site that opens it; the page for operators may be led to. */
    private static boolean isLedHere(OperatorRequest request) {
        String site = request.headers().first("Sec-Fetch-Site");
        return site != null
                && !site.equals("same-origin")
                && !site.equals("none")
                && !request.path().equals(PAGE);
    }

    private static boolean isForeign(OperatorRequest request) {
        return OriginGuard.check(request.publicUrl().origin(), request.method(), request.headers())
                instanceof OriginGuard.Verdict.Refused;
    }

    /** The same as where there are no operators. */
    private static Answer nothingHere() {
        return Answer.problem(new Problem(404, "Nothing is here", "The gateway has nothing at this path."));
    }

    private Answer nobody(OperatorRequest request) {
        String path = home.contextPath() + request.path();
        String login = home.resolve("/oidc/login?return_to=" + URLEncoder.encode(path, StandardCharsets.UTF_8));
        if (request.kind() == RequestKind.NAVIGATION && request.isRead()) {
            return Answer.seeOther(login);
        }
        String detail =
                "Send the access token of an operator in the Authorization header, or sign in as one in a browser.";
        return Answer.problem(new Problem(401, "No operator", detail), request.kind())
                .with(new Answer.Header("WWW-Authenticate", "Bearer realm=\"curfew\""))
                .with(new Answer.Header(
                        "WWW-Authenticate", "OpenIDConnect realm=\"curfew\", login_uri=\"" + login + "\""));
    }

    private Answer withoutRole(RequestKind kind) {
        String title = "You are not an operator";
        String detail =
                "Who is signed in does not have the role of an operator of this gateway. A role that was given a"
                        + " moment ago counts after the next sign-in.";
        return kind == RequestKind.NAVIGATION
                ? Answer.page(
                        403,
                        new Page(
                                title,
                                List.of(detail),
                                List.of(new Page.Action.Link(home.resolve("/oidc/logout"), "Sign out"))))
                : Answer.problem(new Problem(403, title, detail));
    }

    private static Answer foreign() {
        return Answer.problem(
                new Problem(
                        403,
                        "Nothing has been done",
                        "Nothing shows that the request came from this gateway's own pages, and other sites cannot act for an operator."));
    }
}
