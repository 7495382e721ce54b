package io.curfew.console;

import io.curfew.config.Route;
import io.curfew.page.Answer;
import io.curfew.page.Problem;
import io.curfew.session.Presented;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BiFunction;

/** Reads a page's question off a request, and says what all answers have in common. */
public final class SessionEndpoint {
    private static final Answer.Header NOT_ELSEWHERE = new Answer.Header("Cross-Origin-Resource-Policy", "same-origin");

    private final PageSession sessions;
    private final BiFunction<HttpServletRequest, Route, Presented> presented;

    /** @param presented by what a request names its session of a route */
    public SessionEndpoint(PageSession sessions, BiFunction<HttpServletRequest, Route, Presented> presented) {
        this.sessions = sessions;
        this.presented = presented;
    }

    /** What the page may know; otherwise {@link #refusal} says why not. */
    PageVerdict look(HttpServletRequest request) {
        return sessions.look(new PageRequest(
                request.getServerName(),
                request.getQueryString(),
                request::getHeader,
                route -> presented.apply(request, route)));
    }

    static Answer refusal(PageVerdict verdict) {
        Problem problem = verdict instanceof PageVerdict.Foreign
                ? new Problem(
                        403,
                        "Pages of other origins are not told",
                        "Only pages of the gateway's own origin may ask for its sessions.")
                : new Problem(404, "No route is there", "No route of the gateway is at the path that was named.");
        return own(Answer.problem(problem));
    }

    static Answer unavailable() {
        return own(Answer.problem(new Problem(
                        503,
                        "Nobody can tell at the moment",
                        "The session store does not answer. Ask again in some seconds.")))
                .with(new Answer.Header("Retry-After", "5"));
    }

    static Answer own(Answer answer) {
        return answer.with(NOT_ELSEWHERE).with(new Answer.Header("X-Content-Type-Options", "nosniff"));
    }
}
