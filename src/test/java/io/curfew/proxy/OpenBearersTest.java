package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.session.Admitted;
import io.curfew.session.BearerCaller;
import io.curfew.session.LiveSession;
import io.curfew.session.Session;
import io.curfew.session.SessionKey;
import io.curfew.session.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is under way for clients that show an access token. */
class OpenBearersTest {
    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private final SettableClock clock = new SettableClock();
    private final Route route = new RouteBuilder().build();
    private boolean silent;
    private boolean loggedOut;
    private final OpenStreams streams = new OpenStreams(
            (key, idle) -> Optional.empty(), (live, idle) -> false, OpenStreams.orLongExpired(this::isOver, clock));

    @AfterEach
    void close() {
        streams.close();
    }

    private boolean isOver(BearerCaller caller, boolean endless) {
        if (silent && caller.logoutCheck()) {
            throw new StoreUnavailableException("get", new IllegalStateException("silent"));
        }
        return loggedOut && caller.logoutCheck();
    }

    private BearerCaller caller(boolean logoutCheck) {
        return new BearerCaller(
                route.name(),
                RouteBuilder.ISSUER,
                "robot",
                null,
                clock.instant(),
                clock.instant().plus(LIFE),
                LEEWAY,
                logoutCheck,
                Map.of(),
                "token");
    }

    private ForwardedExchange open(Admitted admitted) {
        ForwardedExchange exchange = new ForwardedExchange(admitted, route, new ForwardedExchange.Client() {
            @Override
            public void breakOff() {}

            @Override
            public boolean isGone() {
                return false;
            }
        });
        streams.enter(exchange);
        return exchange;
    }

    private void sweep(int times) {
        for (int i = 0; i < times; i++) {
            streams.sweep();
        }
    }

    @Test
    void noExchangeOutlivesItsTokenByMoreThanFiveMinutes() {
        ForwardedExchange exchange = open(caller(true));
        clock.advance(LIFE.plus(LEEWAY).plus(Duration.ofMinutes(5)).minusSeconds(1));
        sweep(3);
        assertEquals(null, exchange.cause());
        clock.advance(Duration.ofSeconds(1));
        sweep(1);
        assertEquals(OpenExchange.Cause.SESSION_OVER, exchange.cause());
    }

    @Test
    void whileTheStoreIsSilentOnlyThatEndsWhichNeedsIt() {
        silent = true;
        ForwardedExchange checked = open(caller(true));
        ForwardedExchange unchecked = open(caller(false));
        sweep(4);
        assertEquals(OpenExchange.Cause.STORE_SILENT, checked.cause());
        assertEquals(null, unchecked.cause());
        clock.advance(LIFE.plus(LEEWAY).plus(Duration.ofMinutes(5)));
        sweep(1);
        assertEquals(OpenExchange.Cause.SESSION_OVER, unchecked.cause(), "it still expires");
    }

    @Test
    void aClientWhoseTokenIsOverIsToldSoAndABrowserOfItsSession() {
        loggedOut = true;
        ForwardedExchange exchange = open(caller(true));
        sweep(2);
        ForwardOutcome.Refused told = Forwarding.failed(exchange, new IOException("closed"));
        assertEquals(401, told.problem().status());
        assertTrue(told.problem().detail().contains("token"), told.problem().detail());
        assertEquals("WWW-Authenticate", told.headers().get(0).name());
        String challenge = told.headers().get(0).value();
        assertTrue(challenge.startsWith("Bearer realm=\"curfew\", error=\"invalid_token\""), challenge);

        Route.SessionSpace space = route.sessionSpace();
        ForwardedExchange browser =
                open(new LiveSession(new SessionKey("k"), new Session(space, "alice", "s1", 0, 0, 0, 0, Map.of(), "")));
        sweep(2);
        ForwardOutcome.Refused control = Forwarding.failed(browser, new IOException("closed"));
        assertEquals(401, control.problem().status());
        assertEquals(0, control.headers().size());
    }
}
