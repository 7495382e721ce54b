package io.curfew.console;

import io.curfew.page.Answer;
import io.curfew.page.AnswerEndpoint;
import io.curfew.page.Problem;
import io.curfew.routing.Passage;
import io.curfew.session.EndReason;
import io.curfew.session.Sighting;
import io.curfew.session.StoreUnavailableException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** {@code /oidc/session/events}: tells an open page that its session is over. */
public final class SessionEventsServlet extends HttpServlet {
    /** Where it is. */
    public static final String PATH = "/session/events";

    private static final long serialVersionUID = 1L;

    /** The last one is for nginx, which would keep the events until it has a page of them. */
    private static final List<Answer.Header> HEADERS = List.of(
            new Answer.Header("Content-Type", "text/event-stream;charset=UTF-8"),
            new Answer.Header("Cache-Control", "no-store"),
            new Answer.Header("X-Accel-Buffering", "no"));

    private final transient SessionEndpoint endpoint;
    private final transient Watchers watchers;
    private final transient Function<HttpServletRequest, BooleanSupplier> gone;
    private final transient Executor writers = EventStreamContext.writers();

    /** @param gone of a request, whether its browser has closed the connection, to be asked again and again */
    public SessionEventsServlet(
            SessionEndpoint endpoint, Watchers watchers, Function<HttpServletRequest, BooleanSupplier> gone) {
        this.gone = gone;
        this.endpoint = endpoint;
        this.watchers = watchers;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!PATH.equals(request.getAttribute(Passage.OWN_PATH))) {
            AnswerEndpoint.write(problem(404, "Nothing is here", "The gateway has nothing at this path."), response);
        } else if (!request.getMethod().equals("GET")) {
            Answer answer = problem(405, "This is only read", "Events are had by GET.");
            AnswerEndpoint.write(answer.with(new Answer.Header("Allow", "GET")), response);
        } else {
            events(request, response);
        }
    }

    private void events(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            PageVerdict verdict = endpoint.look(request);
            if (!(verdict instanceof PageVerdict.Seen seen)) {
                AnswerEndpoint.write(SessionEndpoint.refusal(verdict), response);
            } else if (seen.sighting() instanceof Sighting.Live live) {
                watch(seen, live, request, response);
            } else if (seen.sighting() instanceof Sighting.Over over && !isTold(request)) {
                AnswerEndpoint.write(last(over.reason()), response);
            } else {
                // the one answer after which a browser does not come back by itself
                response.setHeader("Cache-Control", "no-store");
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
        } catch (StoreUnavailableException e) {
            AnswerEndpoint.write(SessionEndpoint.unavailable(), response);
        }
    }

    private static boolean isTold(HttpServletRequest request) {
        return ServerEvents.LAST.equals(request.getHeader("Last-Event-ID"));
    }

    private static Answer last(EndReason reason) {
        return SessionEndpoint.own(new Answer(200, HEADERS, ServerEvents.ended(reason)));
    }

    private void watch(
            PageVerdict.Seen seen, Sighting.Live live, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (watchers.places().admit(live.session())) {
            case ADMITTED -> begin(seen, live, request, response);
            case TOO_MANY_OF_THE_SESSION ->
                AnswerEndpoint.write(
                        later(problem(
                                429,
                                "Too many pages watch this session",
                                "This session has as many event streams on this node as a session may have.")),
                        response);
            case TOO_MANY_OF_THE_USER ->
                AnswerEndpoint.write(
                        later(problem(
                                429,
                                "Too many pages watch for this user",
                                "The sessions of this user have as many event streams on this node as they may have.")),
                        response);
            case NODE_FULL, NODE_STOPS ->
                AnswerEndpoint.write(
                        later(problem(503, "No more pages can watch here", "Come back later, or ask another node.")),
                        response);
        }
    }

    private void begin(
            PageVerdict.Seen seen, Sighting.Live live, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean entered = false;
        try {
            SessionEndpoint.own(new Answer(200, HEADERS, ""))
                    .headers()
                    .forEach(header -> response.setHeader(header.name(), header.value()));
            watchers.enter(
                    seen.route(), live, EventStreamContext.begin(request, response, gone.apply(request), writers));
            entered = true;
        } finally {
            if (!entered) {
                watchers.places().giveBack(live.session());
            }
        }
    }

    private static Answer later(Answer answer) {
        return answer.with(new Answer.Header("Retry-After", "30"));
    }

    private static Answer problem(int status, String title, String detail) {
        return SessionEndpoint.own(Answer.problem(new Problem(status, title, detail)));
    }
}
