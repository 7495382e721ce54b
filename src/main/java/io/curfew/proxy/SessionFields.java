package io.curfew.proxy;

import io.curfew.config.Route;
import io.curfew.config.SessionHeader;
import io.curfew.config.SessionSettings;
import io.curfew.session.LiveSession;
import io.curfew.session.Session;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What upstream and browser are told of a session in header fields. A time is what is left of it, in seconds. */
final class SessionFields {
    private final Clock clock;

    SessionFields(Clock clock) {
        this.clock = clock;
    }

    /** Adds what the route tells its upstream. */
    void addTo(List<HeaderField> headers, Route route, LiveSession session) {
        headers.addAll(fields(route.session().rules().headers().toUpstream(), route, session));
    }

    /** What the route tells the browser. */
    List<HeaderField> toBrowser(Route route, @Nullable LiveSession session) {
        List<SessionHeader> told = route.session().rules().headers().toBrowser();
        return session == null || told.isEmpty() ? List.of() : fields(told, route, session);
    }

    private List<HeaderField> fields(List<SessionHeader> told, Route route, LiveSession session) {
        List<HeaderField> fields = new ArrayList<>(told.size());
        for (SessionHeader header : told) {
            String value = value(header, route.session(), session);
            if (value != null) {
                fields.add(new HeaderField(header.field(), value));
            }
        }
        return fields;
    }

    /** Null for a time that has no end. */
    private @Nullable String value(SessionHeader header, SessionSettings settings, LiveSession live) {
        Session session = live.session();
        return switch (header) {
            case ID -> live.publicId();
            case AUDIENCE -> settings.rules().audience();
            case SUBJECT -> IdentityHeaders.encoded(session.subject());
            case TIMEOUT ->
                text(Stream.of(idling(settings, session), rolling(settings, session), absolute(session))
                        .flatMapToLong(OptionalLong::stream)
                        .min());
            case IDLING_TIMEOUT -> text(idling(settings, session));
            case ROLLING_TIMEOUT -> text(rolling(settings, session));
            case ABSOLUTE_TIMEOUT -> text(absolute(session));
        };
    }

    private static @Nullable String text(OptionalLong seconds) {
        return seconds.isPresent() ? Long.toString(seconds.getAsLong()) : null;
    }

    private OptionalLong idling(SessionSettings settings, Session session) {
        Duration timeout = settings.idlingTimeout();
        return timeout.isZero() ? OptionalLong.empty() : left(session.lastSeen() + timeout.toMillis());
    }

    private OptionalLong rolling(SessionSettings settings, Session session) {
        Duration timeout = settings.rules().rollingTimeout();
        return timeout.isZero() ? OptionalLong.empty() : left(session.idsEnd(timeout));
    }

    private OptionalLong absolute(Session session) {
        return left(session.ends() * 1000);
    }

    private OptionalLong left(long end) {
        return OptionalLong.of(Math.max(0, (end - clock.millis()) / 1000));
    }
}
