package io.curfew.session;

import io.curfew.session.SessionFilter.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends sessions because an operator wants it. When a method returns, no node lets a request of what was ended through, and a login that was
 * begun before by whom it is about is refused. Every method may throw {@link StoreUnavailableException}: then some may have ended, and doing
 * it again is safe.
 */
public final class OperatorEndings {
    /** Of many sessions: a request should not last longer, and the next one goes on. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    private static final int BATCH = 500;

    /** Each waits for the store most of the time. */
    private static final int THREADS = 8;

    /** How far the clocks of nodes may differ. */
    private static final Duration NODES_APART = Duration.ofSeconds(5);

    private final Interior interior;
    private final Sessions hall;
    private final SessionSurvey survey;
    private final Duration limit;
    private final Semaphore one = new Semaphore(1);

    public OperatorEndings(AllSessions sessions) {
        this(sessions, LIMIT);
    }

    OperatorEndings(AllSessions sessions, Duration limit) {
        this.hall = sessions.hall();
        this.interior = hall.interior();
        this.survey = sessions.survey();
        this.limit = limit;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /**
         * It is done.
         *
         * @param sessions how many ended
         * @param complete false where some may be left: then the same once more goes on with them
         */
        record Ended(int sessions, boolean complete) implements Outcome {}

        /** Another one of this kind is under way on this node. */
        record Busy() implements Outcome {}

        /** The store does not let this gateway look through all sessions. */
        record NotAllowed() implements Outcome {}
    }

    /**
     * Ends one.
     *
     * @param told each session as it was when it ended
     */
    public Outcome.Ended one(LiveSession session, Consumer<LiveSession> told) {
        int ended = end(session.key(), told);
        hall.awaitEverywhere();
        return new Outcome.Ended(ended, true);
    }

    private int end(SessionKey key, Consumer<LiveSession> told) {
        interior.marks().write(new EndedHere(key.value()), EndReason.ADMINISTRATOR.forEver());
        return interior.sessions().endEach(Set.of(key), EndReason.ADMINISTRATOR, told);
    }

    /** Ends all of a user, of all clients. */
    public Outcome.Ended user(String issuer, String subject, Consumer<LiveSession> told) {
        ProviderSubject user = new ProviderSubject(issuer, subject);
        long now = refuseLoginsUnderWay(LoginsUnderWay.ofUser(user));
        // the provider's clock may be ahead of ours
        long until = interior.sessions().all(interior.sessions().of(user)).stream()
                .map(LiveSession::session)
                .filter(session -> session.started() <= now)
                .mapToLong(Session::began)
                .reduce(now, Math::max);
        LogoutMark mark = new LogoutMark(until, EndReason.ADMINISTRATOR.text(), LaterFields.NONE);
        interior.marks().write(user, mark);
        // again: a login may have been added before the mark was there
        Set<SessionKey> keys = new HashSet<>(interior.sessions().of(user));
        int ended = interior.sessions()
                .end(
                        keys,
                        EndReason.ADMINISTRATOR,
                        session -> session.started() <= now || mark.covers(session.began()),
                        told);
        hall.awaitEverywhere();
        return new Outcome.Ended(ended, true);
    }

    /**
     * Ends all of a client.
     *
     * @param issuer null for the client of this name at whatever provider
     */
    public Outcome client(String clientId, @Nullable String issuer, Consumer<LiveSession> told) {
        SessionFilter filter = SessionFilter.NONE.with(Field.CLIENT_ID, clientId);
        return issuer == null
                ? many(LoginsUnderWay.ofClient(clientId), filter, told)
                : many(LoginsUnderWay.ofClient(clientId, issuer), filter.with(Field.ISSUER, issuer), told);
    }

    /** Ends all. */
    public Outcome all(Consumer<LiveSession> told) {
        return many(LoginsUnderWay.EVERYBODYS, SessionFilter.NONE, told);
    }

    private Outcome many(LogoutScope logins, SessionFilter filter, Consumer<LiveSession> told) {
        if (!one.tryAcquire()) {
            return new Outcome.Busy();
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, OperatorEndings::thread);
        try {
            long term = interior.quorum().term();
            // where nobody may look, nothing is to be written either
            survey.ask(new SessionQuestion(filter, 1, null, Duration.ZERO, true));
            long now = refuseLoginsUnderWay(logins);
            Outcome.Ended ended = endFound(filter, now, told, threads);
            hall.awaitEverywhere();
            if (!interior.quorum().holds(term)) {
                throw StoreUnavailableException.noMajority();
            }
            return ended;
        } catch (SurveyRefusedException e) {
            return new Outcome.NotAllowed();
        } finally {
            threads.shutdownNow();
            one.release();
        }
    }

    private static Thread thread(Runnable run) {
        Thread thread = new Thread(run, "curfew-operator-ending");
        thread.setDaemon(true);
        return thread;
    }

    /** Whoever began to log in until now is refused; of an earlier second than that no session can come any more. */
    private long refuseLoginsUnderWay(LogoutScope scope) {
        long now = interior.clock().instant().getEpochSecond();
        LogoutMark mark = new LogoutMark(now, EndReason.ADMINISTRATOR.text(), LaterFields.NONE);
        interior.marks().write(scope, mark);
        interior.marks().write(LoginsUnderWay.SOMEBODYS, mark);
        return now;
    }

    private Outcome.Ended endFound(
            SessionFilter filter, long now, Consumer<LiveSession> told, ExecutorService threads) {
        long stop = interior.clock().millis() + limit.toMillis();
        SessionQuestion question = new SessionQuestion(filter, BATCH, null, AllSessions.LOOKING_LIMIT, true);
        int ended = 0;
        boolean complete = true;
        while (true) {
            SessionFindings found = survey.ask(question);
            complete &= found.complete();
            ended += endEach(found.places(), now, told, threads);
            boolean isLast = found.places().size() < BATCH;
            if (isLast || interior.clock().millis() > stop) {
                return new Outcome.Ended(ended, isLast && complete);
            }
            question = question.after(found.places().get(found.places().size() - 1));
        }
    }

    private int endEach(List<SessionPlace> places, long now, Consumer<LiveSession> told, ExecutorService threads) {
        AtomicInteger ended = new AtomicInteger();
        AtomicBoolean failed = new AtomicBoolean();
        List<Callable<Boolean>> tasks = new ArrayList<>();
        places.forEach(place -> tasks.add(() -> {
            // where the store does not answer one, it is not asked for hundreds
            if (!failed.get()) {
                try {
                    ended.addAndGet(endIfOlder(place.key(), now, told));
                } catch (RuntimeException e) {
                    failed.set(true);
                    throw e;
                }
            }
            return true;
        }));
        try {
            for (Future<Boolean> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreUnavailableException failure
                    ? failure
                    : new StoreUnavailableException("sessions end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("sessions end", e);
        }
        return ended.get();
    }

    /** A login that was begun since is another one; it may have begun on a node whose clock is ahead. */
    private int endIfOlder(SessionKey key, long now, Consumer<LiveSession> told) {
        Session session = interior.sessions().get(key);
        return session == null || session.started() > now + NODES_APART.toSeconds() ? 0 : end(key, told);
    }
}
