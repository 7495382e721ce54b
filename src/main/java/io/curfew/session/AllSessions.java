package io.curfew.session;

import io.curfew.config.Route;
import io.curfew.session.SessionFilter.Field;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of everybody, as operators see them. Of a question only the keys of what is shown travel between nodes, and whoever looks through
 * sessions keeps no more in mind: so many sessions there may be, a page of them costs the same memory. Every method may throw
 * {@link StoreUnavailableException}.
 */
public final class AllSessions implements AutoCloseable {
    static final Duration LOOKING_LIMIT = Duration.ofSeconds(3);

    /** Of this node; a look takes a processor of every node for as long as it lasts. */
    private static final int LOOKS_AT_ONCE = 2;

    /** Of the users or provider sessions that are asked for. */
    private static final int MOST_INDEXED = 5_000;

    private static final String NAME = "a session's name for operators";
    private static final String CURSOR = "a place in the list of sessions";

    private final Sessions hall;
    private final Interior interior;
    private final SessionSearch search;
    private final SessionSurvey survey;
    private final SealedPlace places;
    private final Set<String> issuers = new LinkedHashSet<>();
    private final Semaphore looks = new Semaphore(LOOKS_AT_ONCE);

    /** @param routes all of the configuration */
    public AllSessions(SessionStore store, Sessions hall, List<Route> routes) {
        this.hall = hall;
        this.interior = hall.interior();
        this.search = new SessionSearch(routes, interior.seal(), interior.clock());
        this.survey = store.survey(search);
        this.places = new SealedPlace(interior.seal());
        routes.forEach(route -> issuers.add(route.registration().issuer()));
    }

    /** What came of a search. */
    public sealed interface Outcome {
        /**
         * A page of the list.
         *
         * @param sessions the newest first; fewer than asked for also where some have just ended
         * @param next by what the next page is asked for; null where there is none
         * @param complete false where not all sessions were looked at
         */
        record Found(List<LiveSession> sessions, @Nullable String next, boolean complete) implements Outcome {
            public Found {
                sessions = List.copyOf(sessions);
            }
        }

        /** Too many are looking at the moment. */
        record Busy() implements Outcome {}

        /** The store does not let this gateway look through all sessions; by subject or {@code sid} they can be found. */
        record NotAllowed() implements Outcome {}

        /** The cursor is none of ours. */
        record UnknownCursor() implements Outcome {}
    }

    /**
     * Looks for sessions that live.
     *
     * @param most on the page
     * @param cursor where the page before ended; null for the first
     */
    public Outcome search(SessionFilter filter, int most, @Nullable String cursor) {
        Optional<SessionPlace> after = cursor == null ? Optional.empty() : place(cursor);
        if (cursor != null && after.isEmpty()) {
            return new Outcome.UnknownCursor();
        }
        SessionQuestion question = new SessionQuestion(filter, most, after.orElse(null), LOOKING_LIMIT, false);
        long term = interior.quorum().term();
        Optional<SessionFindings> found;
        try {
            found = ask(question);
        } catch (SurveyRefusedException e) {
            return new Outcome.NotAllowed();
        }
        List<LiveSession> live = found.map(this::read).orElse(List.of());
        // only now: what was read is what the cluster knew at some moment of the term
        if (!interior.quorum().holds(term)) {
            throw StoreUnavailableException.noMajority();
        }
        return found.<Outcome>map(findings -> page(findings, live, most)).orElseGet(Outcome.Busy::new);
    }

    /** Empty when too many ask. */
    private Optional<SessionFindings> ask(SessionQuestion question) {
        if (question.filter().isIndexed()) {
            return Optional.of(indexed(question));
        }
        if (!looks.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(survey.ask(question));
        } finally {
            looks.release();
        }
    }

    private SessionFindings indexed(SessionQuestion question) {
        Map<Field, String> texts = question.filter().texts();
        Set<SessionKey> keys = new LinkedHashSet<>();
        String issuer = texts.get(Field.ISSUER);
        for (String one : issuer == null ? issuers : Set.of(issuer)) {
            String sid = texts.get(Field.SID);
            keys.addAll(
                    sid == null
                            ? interior.sessions().of(new ProviderSubject(one, texts.getOrDefault(Field.SUBJECT, "")))
                            : interior.sessions().of(new ProviderSession(one, sid)));
        }
        Map<SessionKey, Session> read = new HashMap<>();
        interior.sessions()
                .all(keys.stream().limit(MOST_INDEXED).toList())
                .forEach(live -> read.put(live.key(), live.session()));
        SessionFindings found = search.through(read.entrySet().iterator(), question);
        return new SessionFindings(found.places(), found.complete() && keys.size() <= MOST_INDEXED);
    }

    private List<LiveSession> read(SessionFindings findings) {
        return interior.marks()
                .notCovered(interior.sessions()
                        .all(findings.places().stream().map(SessionPlace::key).toList()));
    }

    private Outcome page(SessionFindings findings, List<LiveSession> live, int most) {
        List<SessionPlace> all = findings.places();
        String next = all.size() < most ? null : cursor(all.get(all.size() - 1));
        return new Outcome.Found(live, next, findings.complete());
    }

    private String cursor(SessionPlace last) {
        return interior.seal().seal(CURSOR, "", last.began() + " " + last.hash());
    }

    private Optional<SessionPlace> place(String cursor) {
        return interior.seal()
                .open(CURSOR, "", cursor)
                .map(text -> text.split(" ", 2))
                .map(parts -> new SessionPlace(Long.parseLong(parts[0]), parts[1]));
    }

    /** The name of a session in lists: the same as long as the secret is, and nothing that anybody could come with. */
    public String name(LiveSession live) {
        return interior.seal().sealAlike(NAME, live.key().value());
    }

    /** The session of this name, if nobody has ended it. */
    public Optional<LiveSession> find(String name) {
        return interior.seal().open(NAME, "", name).flatMap(hash -> hall.find(new SessionKey(hash), any -> true));
    }

    /** From where its user signed in. */
    public SignInPlace place(LiveSession live) {
        return places.open(live);
    }

    SessionSurvey survey() {
        return survey;
    }

    Sessions hall() {
        return hall;
    }

    @Override
    public void close() {
        survey.close();
    }
}
