package io.curfew.session;

import io.curfew.config.Route;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as somebody sees them who looks on and uses nothing: a look does not count as use. Whoever wants to hear of an end is told
 * when a mark that may be about the session is written, on whatever node, and then looks again. What ends by itself has no mark:
 * {@link Sighting.Ending} says when to look. Looks may throw {@link StoreUnavailableException}.
 */
public final class WatchedSessions implements AutoCloseable {
    private final Sessions hall;
    private final LogoutMarks marks;
    private final Clock clock;
    private final Map<LogoutScope, List<Runnable>> listening = new ConcurrentHashMap<>();
    private final MarkNews news;

    public WatchedSessions(SessionCaches caches, Sessions hall) {
        Interior interior = hall.interior();
        this.hall = hall;
        this.marks = interior.marks();
        this.clock = interior.clock();
        this.news = MarkNews.of(caches.logouts(), this::tell, this::tellAll);
    }

    /** Whether every ending is told at once; otherwise only looking finds out. */
    public boolean hearsAtOnce() {
        return news.isHeard();
    }

    /** What there is of the session that a page of a route shows. */
    public Sighting look(Route route, Presented presented) {
        Optional<SessionId> id = presented.sessionCookie().flatMap(SessionId::parse);
        if (id.isEmpty()) {
            return new Sighting.Nobody();
        }
        SessionKey key = id.get().key();
        Optional<LiveSession> there =
                hall.find(key, session -> BrowserSessions.isFor(session, route, id.get(), presented));
        if (there.isEmpty()) {
            return marks.reasonAlone(key).<Sighting>map(Sighting.Over::new).orElseGet(Sighting.Nobody::new);
        }
        Session session = there.get().session();
        boolean named = session.ids().accepts(id.get().secretHash(), clock.millis(), rolling(route));
        return isUsable(session, route) && !named ? new Sighting.Nobody() : sight(there.get(), route);
    }

    /**
     * What has become of a session that was seen before.
     *
     * @param deep whether the session itself is looked for; otherwise only whether somebody has ended it, which is cheap where the
     *     store is in this process
     */
    public Sighting look(Route route, Sighting.Live before, boolean deep) {
        LiveSession seen = before.session();
        Optional<EndReason> reason = marks.reason(seen.key(), seen.session());
        if (reason.isPresent()) {
            return new Sighting.Over(reason.get());
        }
        return deep ? lookAgain(route, seen) : before;
    }

    private Sighting lookAgain(Route route, LiveSession seen) {
        return hall.find(seen.key(), any -> true)
                .map(live -> sight(live, route))
                .orElseGet(() -> {
                    // the mark may have come in the meantime
                    Optional<EndReason> reason = marks.reason(seen.key(), seen.session());
                    boolean past = clock.millis() >= seen.session().expires() * 1000;
                    return new Sighting.Over(reason.orElse(past ? EndReason.EXPIRED : EndReason.UNKNOWN));
                });
    }

    private Sighting sight(LiveSession live, Route route) {
        return isUsable(live.session(), route)
                ? new Sighting.Live(
                        live.forWatching(),
                        Sighting.Ending.of(
                                live.session(),
                                route.session().idlingTimeout(),
                                route.session().rules().rollingTimeout()))
                : new Sighting.Over(EndReason.EXPIRED);
    }

    private boolean isUsable(Session session, Route route) {
        long now = clock.millis();
        return !session.isPast(now, route.session().idlingTimeout())
                && !session.ids().isOver(now, rolling(route));
    }

    private static long rolling(Route route) {
        return route.session().rules().rollingTimeout().toMillis();
    }

    /**
     * Listens for what may end a session. What was written before is not told, so look once more afterwards.
     *
     * @param news must not keep the caller waiting, who may be a logout
     */
    public Listening listen(LiveSession session, Runnable news) {
        List<LogoutScope> scopes = LogoutMarks.scopes(session.key(), session.session());
        scopes.forEach(scope -> listening.merge(scope, List.of(news), WatchedSessions::with));
        return () -> scopes.forEach(scope -> listening.computeIfPresent(scope, (same, all) -> without(all, news)));
    }

    /** Somebody who listens. */
    @FunctionalInterface
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    private static List<Runnable> with(List<Runnable> all, List<Runnable> more) {
        List<Runnable> both = new ArrayList<>(all);
        both.addAll(more);
        return List.copyOf(both);
    }

    @SuppressWarnings("ReferenceEquality") // it is this one or none
    private static @Nullable List<Runnable> without(List<Runnable> all, Runnable one) {
        List<Runnable> left = all.stream().filter(other -> other != one).toList();
        return left.isEmpty() ? null : left;
    }

    private void tell(LogoutScope scope) {
        listening.getOrDefault(scope, List.of()).forEach(Runnable::run);
    }

    private void tellAll() {
        listening.values().forEach(all -> all.forEach(Runnable::run));
    }

    @Override
    public void close() {
        news.close();
    }
}
