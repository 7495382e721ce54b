package io.curfew.console;

import io.curfew.audit.AuditNote;
import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.page.Answer;
import io.curfew.page.OriginGuard;
import io.curfew.page.RequestKind;
import io.curfew.session.LiveSession;
import io.curfew.session.Seal;
import io.curfew.session.Sessions;
import io.curfew.session.StoreUnavailableException;
import io.curfew.session.Tokens;
import io.curfew.session.UserSessions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A user looks at where they are signed in, and ends what they do not want. Whose sessions those are is said by the live sessions of
 * the browser alone: what is somebody else's is not told from what does not exist. The sign-in of the browser itself ends at
 * {@code /oidc/logout}.
 */
public final class MySessions {
    private static final Logger LOG = System.getLogger(MySessions.class.getName());

    /** Of all others, at once. */
    private static final int MOST_ENDED = 1000;

    private final UserSessions sessions;
    private final PublicUrl home;
    private final SignIns signIns;
    private final SignInEnding ending;
    private final EndedNotice notice;
    private final Clock clock;

    /**
     * Creates it.
     *
     * @param home where alone it is: an application at a host of its own is not to see what the others have
     * @param revoker revokes the tokens of a session that has ended, as far as a route asks for it
     * @param trail {@link io.curfew.audit.AuditTrail#tell}
     */
    public MySessions(
            Sessions hall,
            PublicUrl home,
            List<Route> routes,
            BiConsumer<Route, Tokens> revoker,
            Function<AuditNote, String> trail,
            Seal seal,
            Clock clock) {
        this.home = home;
        this.sessions = new UserSessions(hall);
        this.signIns = new SignIns(sessions, routes);
        this.ending = new SignInEnding(hall, routes, revoker, trail, clock);
        this.notice = new EndedNotice(seal, clock);
        this.clock = clock;
    }

    /**
     * Shows them all.
     *
     * @param ended what {@link EndedNotice} handed out
     */
    Answer show(MySessionsRequest request, @Nullable String ended) {
        MySessionsAnswers answers = answers(request);
        return signedIn(request, answers, own -> {
            SignIns.Shown shown = signIns.of(own);
            return request.kind() == RequestKind.NAVIGATION
                    ? answers.page(shown, notice.read(ended, own), clock.instant())
                    : answers.document(shown);
        });
    }

    /** Ends the one with this id. */
    Answer endOne(MySessionsRequest request, String id) {
        MySessionsAnswers answers = answers(request);
        return guarded(request, answers, own -> {
            Optional<LiveSession> found = sessions.find(own, id);
            if (found.isEmpty()) {
                return answers.notFound();
            }
            if (SignIns.isOf(found.get(), own)) {
                return answers.thisOne();
            }
            SignInEnding.Ended ended = ending.end(List.of(found.get()), request.address());
            return answers.endedOne(ended, notice.of(ended, own));
        });
    }

    /** Ends all but those of this browser. */
    Answer endOthers(MySessionsRequest request) {
        MySessionsAnswers answers = answers(request);
        return guarded(request, answers, own -> {
            UserSessions.Found found = sessions.of(own, MOST_ENDED);
            List<LiveSession> others = found.sessions().stream()
                    .filter(live -> !SignIns.isOf(live, own))
                    .toList();
            List<LiveSession> each = SignIns.grouped(others).values().stream()
                    .map(group -> group.get(0))
                    .toList();
            SignInEnding.Ended ended = ending.end(each, request.address());
            return answers.endedOthers(ended, found.more(), notice.of(ended, own));
        });
    }

    /** The answer to a form that says neither or both. */
    Answer unclear(MySessionsRequest request) {
        MySessionsAnswers answers = answers(request);
        return isHere(request) ? answers.unclear() : answers.elsewhere(home);
    }

    private boolean isHere(MySessionsRequest request) {
        return request.publicUrl().origin().equals(home.origin());
    }

    private static MySessionsAnswers answers(MySessionsRequest request) {
        return new MySessionsAnswers(request.publicUrl(), request.kind());
    }

    /** For what changes something: other sites cannot. */
    private Answer guarded(
            MySessionsRequest request, MySessionsAnswers answers, Function<List<LiveSession>, Answer> answer) {
        if (!isHere(request)) {
            return answers.elsewhere(home);
        }
        String ownOrigin = request.publicUrl().origin();
        return OriginGuard.check(ownOrigin, request.method(), request.headers()) instanceof OriginGuard.Verdict.Refused
                ? answers.foreign()
                : signedIn(request, answers, answer);
    }

    private Answer signedIn(
            MySessionsRequest request, MySessionsAnswers answers, Function<List<LiveSession>, Answer> answer) {
        if (!isHere(request)) {
            return answers.elsewhere(home);
        }
        try {
            List<LiveSession> own = request.own().get();
            return own.isEmpty() ? answers.nobody() : answer.apply(own);
        } catch (StoreUnavailableException e) {
            LOG.log(Level.WARNING, "A user could not see or end their sessions. reason={0}", e.getMessage());
            return answers.storeUnavailable();
        }
    }
}
