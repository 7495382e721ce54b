package io.curfew.console;

import io.curfew.config.Route;
import io.curfew.page.Json;
import io.curfew.session.Presented;
import io.curfew.session.Session;
import io.curfew.session.Sighting;
import java.util.Locale;

/** What a page is told of its session, as JSON: never a token, and nothing by which a session could be named. */
final class SessionDocument {
    private SessionDocument() {}

    /** @param now milliseconds since the epoch */
    static String of(Route route, Sighting sighting, long now) {
        String space = ",\"space\":" + Json.quote(space(route)) + "}";
        if (sighting instanceof Sighting.Live live) {
            Session session = live.session().session();
            Sighting.Ending ending = live.ending();
            return "{\"signed_in\":true,\"subject\":" + Json.quote(session.subject()) + ",\"user_name\":"
                    + Json.quote(session.userName()) + ",\"seconds_left\":" + Math.max(0, (ending.at() - now) / 1000)
                    + ",\"ends_by\":" + Json.quote(ending.by().name().toLowerCase(Locale.ROOT)) + space;
        }
        return sighting instanceof Sighting.Over over
                ? "{\"signed_in\":false,\"reason\":" + Json.quote(over.reason().text()) + space
                : "{\"signed_in\":false" + space;
    }

    /** The same for all pages that share a session, and for no others. */
    private static String space(Route route) {
        Route.SessionSpace space = route.sessionSpace();
        return Presented.fingerprint(
                        String.join("\n", space.issuer(), space.clientId(), space.cookieName(), space.audience()))
                .substring(0, 16);
    }
}
