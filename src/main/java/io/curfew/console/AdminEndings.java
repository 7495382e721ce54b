package io.curfew.console;

import io.curfew.config.Route;
import io.curfew.console.OperatorActions.Action;
import io.curfew.page.Answer;
import io.curfew.page.Problem;
import io.curfew.session.AllSessions;
import io.curfew.session.LiveSession;
import io.curfew.session.OperatorEndings;
import io.curfew.session.Sessions;
import io.curfew.session.StoreUnavailableException;
import io.curfew.session.Tokens;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Operators end the sessions of others. Each action is told with who and why, also one that failed on the way. */
public final class AdminEndings {
    private final AllSessions sessions;
    private final OperatorEndings endings;
    private final EndedTokens tokens;
    private final OperatorActions actions;

    /**
     * Creates it.
     *
     * @param revoker revokes the tokens of a session that has ended, as far as a route asks for it
     */
    public AdminEndings(
            AllSessions sessions,
            Sessions hall,
            List<Route> routes,
            BiConsumer<Route, Tokens> revoker,
            OperatorActions actions,
            Clock clock) {
        this.sessions = sessions;
        this.endings = new OperatorEndings(sessions);
        this.tokens = new EndedTokens(hall, routes, revoker, clock);
        this.actions = actions;
    }

    /**
     * Ends the session of this name.
     *
     * @param said why
     */
    Answer one(OperatorVerdict.Operator actor, String id, @Nullable String said) {
        String reason;
        try {
            reason = EndRequest.reason(said);
        } catch (UnusableRequestException e) {
            return e.answer();
        }
        Optional<LiveSession> found = sessions.find(id);
        if (found.isEmpty()) {
            return AdminSessions.notFound();
        }
        LiveSession live = found.get();
        return end(
                new Action(
                        actor,
                        "end_session",
                        reason,
                        live.session().issuer(),
                        live.session().space().clientId(),
                        live.session().subject(),
                        live.session().sid(),
                        0,
                        false),
                told -> endings.one(live, told));
    }

    /** Ends those of a user, of a client, or all. */
    Answer many(OperatorVerdict.Operator actor, String body) {
        EndRequest request;
        try {
            request = EndRequest.of(body);
        } catch (UnusableRequestException e) {
            return e.answer();
        }
        if (request instanceof EndRequest.OfUser user) {
            return end(
                    action(actor, "end_user", request, user.issuer(), null, user.subject()),
                    told -> endings.user(user.issuer(), user.subject(), told));
        }
        if (request instanceof EndRequest.OfClient client) {
            return end(
                    action(actor, "end_client", request, client.issuer(), client.clientId(), null),
                    told -> endings.client(client.clientId(), client.issuer(), told));
        }
        return end(action(actor, "end_all", request, null, null, null), endings::all);
    }

    private static Action action(
            OperatorVerdict.Operator actor,
            String name,
            EndRequest request,
            @Nullable String issuer,
            @Nullable String clientId,
            @Nullable String subject) {
        return new Action(actor, name, request.reason(), issuer, clientId, subject, null, 0, false);
    }

    private Answer end(Action action, Function<EndedTokens.Collected, OperatorEndings.Outcome> ending) {
        EndedTokens.Collected ended = tokens.collect();
        try {
            OperatorEndings.Outcome outcome = ending.apply(ended);
            return outcome instanceof OperatorEndings.Outcome.Ended done
                    ? Answer.json(
                            200,
                            "{\"ended\":" + done.sessions() + ",\"complete\":" + done.complete() + ",\"receipt\":"
                                    + SessionJson.text(actions.tell(action.ended(done.sessions()))) + "}")
                    : refusal(outcome);
        } catch (StoreUnavailableException e) {
            actions.tell(action);
            throw e;
        } finally {
            // nobody learns of what has ended a second time, also when not all has
            ended.revoke();
        }
    }

    private static Answer refusal(OperatorEndings.Outcome outcome) {
        return outcome instanceof OperatorEndings.Outcome.Busy
                ? Answer.problem(new Problem(
                                503,
                                "Many sessions are being ended",
                                "Another operator ends many sessions at this node. Try again in some seconds.",
                                "busy"))
                        .with(new Answer.Header("Retry-After", "5"))
                : AdminSessions.notAllowed();
    }
}
