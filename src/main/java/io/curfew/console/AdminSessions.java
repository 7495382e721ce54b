package io.curfew.console;

import io.curfew.config.Route;
import io.curfew.page.Answer;
import io.curfew.page.Problem;
import io.curfew.session.AllSessions;
import io.curfew.session.LiveSession;
import io.curfew.session.SessionFilter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Operators look at the sessions of everybody. */
public final class AdminSessions {
    private final AllSessions sessions;
    private final SessionJson json;
    private final Clock clock;

    /** Creates it. */
    public AdminSessions(AllSessions sessions, List<Route> routes, Clock clock) {
        this.sessions = sessions;
        this.json = new SessionJson(sessions, routes);
        this.clock = clock;
    }

    /**
     * A page of those that are looked for.
     *
     * @param query the arguments, each with all its values
     */
    Answer list(Map<String, List<String>> query) {
        SessionSearchArguments arguments;
        try {
            arguments = SessionSearchArguments.of(query, clock.instant());
        } catch (UnusableRequestException e) {
            return e.answer();
        }
        SessionFilter filter = arguments.filter();
        AllSessions.Outcome outcome = sessions.search(filter, arguments.limit(), arguments.after());
        if (outcome instanceof AllSessions.Outcome.Found found) {
            return Answer.json(
                    200,
                    found.sessions().stream()
                                    .map(json::of)
                                    .collect(Collectors.joining(",", "{\"sessions\":[", "],\"next\":"))
                            + SessionJson.text(found.next()) + ",\"complete\":" + found.complete() + "}");
        }
        if (outcome instanceof AllSessions.Outcome.Busy) {
            return Answer.problem(new Problem(
                            503,
                            "Too many searches",
                            "Other operators look through the sessions at this moment. Try again in a few seconds,"
                                    + " or look for a subject or a sid, which needs no search.",
                            "busy"))
                    .with(new Answer.Header("Retry-After", "3"));
        }
        return outcome instanceof AllSessions.Outcome.UnknownCursor
                ? Answer.problem(new Problem(
                        400,
                        "The request cannot be used",
                        "after is not what next of an earlier answer said.",
                        "after"))
                : notAllowed();
    }

    static Answer notAllowed() {
        return Answer.problem(new Problem(
                501,
                "The session store does not list its sessions",
                "The user of curfew.remote_username needs the permission BULK_READ on the cache of the sessions for this."
                        + " Without it, sessions are found by subject or sid, and ended one by one or by user.",
                "bulk_read"));
    }

    /** One of them. */
    Answer show(String id) {
        Optional<LiveSession> found = sessions.find(id);
        return found.map(live -> Answer.json(200, json.of(live))).orElseGet(AdminSessions::notFound);
    }

    static Answer notFound() {
        return Answer.problem(new Problem(
                404, "There is no such session", "No session that lives has this id. It may be over already."));
    }
}
