package io.curfew.session;

import io.curfew.config.Route;
import io.curfew.config.Route.SessionSpace;
import io.curfew.config.SessionSettings;
import io.curfew.session.SessionFilter.Field;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Looks through sessions, one after the other, and keeps no more of them in mind than are asked for. What is cheap comes first: most are ruled
 * out by their place in the list, and the seal of an address is opened last.
 */
final class SessionSearch {
    private static final int BETWEEN_LOOKS_AT_THE_CLOCK = 128;

    private final Map<SessionSpace, List<SessionSettings>> settings = new HashMap<>();
    private final Map<String, SessionSpace> spaces = new HashMap<>();
    private final SealedPlace places;
    private final Clock clock;

    SessionSearch(List<Route> routes, Seal seal, Clock clock) {
        routes.stream().filter(route -> route.access().credentials().session()).forEach(route -> {
            settings.computeIfAbsent(route.sessionSpace(), space -> new ArrayList<>())
                    .add(route.session());
            spaces.put(route.name(), route.sessionSpace());
        });
        this.places = new SealedPlace(seal);
        this.clock = clock;
    }

    /** The first of these that meet a question. */
    SessionFindings through(Iterator<Map.Entry<SessionKey, Session>> sessions, SessionQuestion question) {
        long stop = clock.millis() + question.limit().toMillis();
        // the last of those that are kept is at its head, to make room for an earlier one
        PriorityQueue<SessionPlace> kept = new PriorityQueue<>((one, other) -> other.compareTo(one));
        boolean complete = true;
        for (int looked = 1; sessions.hasNext(); looked++) {
            Map.Entry<SessionKey, Session> next = sessions.next();
            keep(next.getKey(), next.getValue(), question, kept);
            if (looked % BETWEEN_LOOKS_AT_THE_CLOCK == 0 && clock.millis() > stop) {
                complete = false;
                break;
            }
        }
        return new SessionFindings(kept.stream().sorted().toList(), complete);
    }

    private void keep(SessionKey key, Session session, SessionQuestion question, PriorityQueue<SessionPlace> kept) {
        SessionPlace place = new SessionPlace(session.began(), key.value());
        SessionPlace after = question.after();
        SessionPlace last = kept.peek();
        boolean hasRoom = kept.size() < question.most() || (last != null && place.compareTo(last) < 0);
        if (hasRoom && (after == null || place.compareTo(after) > 0) && meets(key, session, question)) {
            kept.add(place);
            if (kept.size() > question.most()) {
                kept.remove();
            }
        }
    }

    private boolean meets(SessionKey key, Session session, SessionQuestion question) {
        return (question.anyState() || isOfUse(session)) && meets(key, session, question.filter());
    }

    /** Whether a browser could still come with it. */
    boolean isOfUse(Session session) {
        long now = clock.millis();
        return now < session.expires() * 1000
                && settings.getOrDefault(session.space(), List.of()).stream()
                        .anyMatch(one -> UserSessions.isOfUse(session, one, now));
    }

    private boolean meets(SessionKey key, Session session, SessionFilter filter) {
        String sid = session.sid();
        return session.began() >= filter.from()
                && session.began() <= filter.until()
                && filter.admits(Field.SUBJECT, session.subject())
                && filter.admits(Field.SID, sid == null ? "" : sid)
                && filter.admits(Field.CLIENT_ID, session.space().clientId())
                && filter.admits(Field.ISSUER, session.issuer())
                && isOfRoute(session, filter)
                && isCalled(session, filter)
                && isFrom(key, session, filter);
    }

    private boolean isOfRoute(Session session, SessionFilter filter) {
        String route = filter.texts().get(Field.ROUTE);
        return route == null || session.space().equals(spaces.get(route));
    }

    private static boolean isCalled(Session session, SessionFilter filter) {
        String name = filter.texts().get(Field.USER_NAME);
        return name == null || session.userName().toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    }

    private boolean isFrom(SessionKey key, Session session, SessionFilter filter) {
        String address = filter.texts().get(Field.ADDRESS);
        return address == null
                || address.equals(places.open(new LiveSession(key, session)).address());
    }
}
