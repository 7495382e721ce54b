package io.curfew.session;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * "Which sessions that you hold are the first ones that meet this?", asked of every node and answered there, so that only their keys
 * travel.
 *
 * @param most no more are named
 * @param after they come behind this one; null: from the first on
 * @param limit whoever has not looked at all by then says so
 * @param anyState whether those are meant too that nobody can come with any more
 */
record SessionQuestion(
        SessionFilter filter, int most, @Nullable SessionPlace after, Duration limit, boolean anyState)
        implements Function<Object, SessionFindings> {
    SessionQuestion after(SessionPlace place) {
        return new SessionQuestion(filter, most, place, limit, anyState);
    }

    @Override
    public SessionFindings apply(Object container) {
        return EmbeddedSurvey.answer(CacheCluster.addressOf(container), this);
    }
}
