package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.curfew.config.CookieAttributes;
import io.curfew.config.Route;
import io.curfew.config.SessionHeader;
import io.curfew.config.SessionHeaders;
import io.curfew.config.SessionLimit;
import io.curfew.config.SessionRules;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.session.LiveSession;
import io.curfew.session.Session;
import io.curfew.session.SessionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What upstream and browser are told of a session. */
class SessionFieldsTest {
    private final SettableClock clock = new SettableClock();
    private final SessionFields fields = new SessionFields(clock);

    @Test
    void tellsWhatIsAskedForAndWhatIsLeft() {
        Route route = route(Duration.ofHours(1), SessionHeader.values());
        LiveSession live = live(route);
        clock.advance(Duration.ofMinutes(5));
        assertEquals(
                List.of(
                        new HeaderField("Session-Id", live.publicId()),
                        new HeaderField("Session-Audience", "shop"),
                        new HeaderField("Session-Subject", "%C3%A4lice"),
                        new HeaderField("Session-Timeout", "600"),
                        new HeaderField("Session-Idling-Timeout", "600"),
                        new HeaderField("Session-Rolling-Timeout", "3300"),
                        new HeaderField("Session-Absolute-Timeout", "86100")),
                fields.toBrowser(route, live));
        List<HeaderField> upstream = new ArrayList<>();
        fields.addTo(upstream, route, live);
        assertEquals(fields.toBrowser(route, live), upstream);
    }

    @Test
    void aTimeoutThatIsOffIsNotTold() {
        Route route = route(Duration.ZERO, SessionHeader.ROLLING_TIMEOUT, SessionHeader.TIMEOUT);
        assertEquals(List.of(new HeaderField("Session-Timeout", "900")), fields.toBrowser(route, live(route)));
    }

    @Test
    void withoutASessionOrASettingNothingIsTold() {
        assertEquals(List.of(), fields.toBrowser(route(Duration.ZERO, SessionHeader.ID), null));
        assertEquals(List.of(), fields.toBrowser(route(Duration.ZERO), live(route(Duration.ZERO))));
    }

    @Test
    void theIdIsNeitherTheKeyNorSharedByTwoSessions() {
        Route route = route(Duration.ZERO, SessionHeader.ID);
        LiveSession live = live(route);
        assertFalse(live.publicId().contains(live.key().value()));
        assertNotEquals(live.publicId(), new LiveSession(new SessionKey("other"), live.session()).publicId());
    }

    @Test
    void aClientCannotForgeThem() {
        Route tells = route(Duration.ZERO, SessionHeader.ID);
        Route silent = new RouteBuilder().path("/silent").build();
        ClientRequest request = new ClientRequest(
                "GET",
                List.of(new HeaderField("session_subject", "admin"), new HeaderField("X-Other", "stays")),
                "192.0.2.1",
                null,
                null);
        for (Route route : List.of(tells, silent)) {
            HeaderPolicy policy = new HeaderPolicy(RouteBuilder.PUBLIC_URL, List.of(tells, silent));
            List<String> names =
                    policy.toUpstream(request, RouteBuilder.match(route, route.path()), null, Optional.empty()).stream()
                            .map(HeaderField::name)
                            .toList();
            assertFalse(names.contains("session_subject"), names::toString);
            assertEquals(true, names.contains("X-Other"));
        }
        HeaderPolicy alone = new HeaderPolicy(RouteBuilder.PUBLIC_URL, List.of(silent));
        assertEquals(
                true,
                alone.toUpstream(request, RouteBuilder.match(silent, "/silent"), null, Optional.empty()).stream()
                        .anyMatch(field -> field.is("session_subject")),
                "where nobody tells of sessions it is an application's own");
    }

    private LiveSession live(Route route) {
        long now = clock.instant().getEpochSecond();
        return new LiveSession(
                new SessionKey("key"),
                new Session(
                        route.sessionSpace(), "älice", "sid", now, now, now + 86_400, now * 1000, Map.of(), "sealed"));
    }

    private static Route route(Duration rolling, SessionHeader... headers) {
        return new RouteBuilder()
                .rules(new SessionRules(
                        rolling,
                        null,
                        CookieAttributes.ofHost(true),
                        "shop",
                        Set.of(),
                        new SessionHeaders(List.of(headers), List.of(headers)),
                        SessionLimit.NONE))
                .build();
    }
}
