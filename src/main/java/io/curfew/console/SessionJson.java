package io.curfew.console;

import io.curfew.config.Route;
import io.curfew.page.Json;
import io.curfew.session.AllSessions;
import io.curfew.session.LiveSession;
import io.curfew.session.Session;
import io.curfew.session.SignInPlace;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A session as operators see it: never a token, and nothing that anybody could come with. */
final class SessionJson {
    private final AllSessions sessions;
    private final List<Route> routes;

    SessionJson(AllSessions sessions, List<Route> routes) {
        this.sessions = sessions;
        this.routes = routes.stream()
                .filter(route -> route.access().credentials().session())
                .toList();
    }

    String of(LiveSession live) {
        Session session = live.session();
        SignInPlace place = sessions.place(live);
        return "{\"id\":" + Json.quote(sessions.name(live))
                + ",\"issuer\":" + Json.quote(session.issuer())
                + ",\"client_id\":" + Json.quote(session.space().clientId())
                + ",\"subject\":" + Json.quote(session.subject())
                + ",\"user_name\":" + text(session.claims().get("preferred_username"))
                + ",\"sid\":" + text(session.sid())
                + ",\"routes\":"
                + routes.stream()
                        .filter(route -> live.belongsTo(route.sessionSpace()))
                        .map(route -> Json.quote(route.name()))
                        .collect(Collectors.joining(",", "[", "]"))
                + ",\"address\":" + text(place.address())
                + ",\"browser\":" + text(place.browser() == null ? null : BrowserName.of(place.browser()))
                + ",\"began\":" + second(session.began())
                + ",\"last_seen\":" + time(Instant.ofEpochMilli(session.lastSeen()))
                + ",\"ends\":" + second(session.ends())
                + ",\"remembered\":" + (session.standing().remembered() != null) + "}";
    }

    static String text(@Nullable String text) {
        return text == null ? "null" : Json.quote(text);
    }

    private static String second(long second) {
        return time(Instant.ofEpochSecond(second));
    }

    private static String time(Instant time) {
        return Json.quote(time.toString());
    }
}
