package io.curfew.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.assertion.AssertionKeys;
import io.curfew.assertion.SecurityEvents;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.config.UpstreamConnections;
import io.curfew.ground.DeafServer;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.Waiting;
import io.curfew.session.EndReason;
import io.curfew.session.LiveSession;
import io.curfew.session.Session;
import io.curfew.session.SessionKey;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Notices by real connections to applications that do not always behave. */
class LogoutNoticesTest {
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: (\\d+)", Pattern.CASE_INSENSITIVE);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    private static TlsSocketStrategy tls(UpstreamConnections any) {
        return DefaultClientTlsStrategy.createDefault();
    }

    private LogoutNotices notices(Route... routes) {
        Clock clock = Clock.systemUTC();
        AssertionKeys keys = new AssertionKeys(List.of(new Secret("a secret of the test")));
        LogoutNotices notices = new LogoutNotices(
                List.of(routes),
                new SecurityEvents(RouteBuilder.PUBLIC_URL, keys, clock, new SecureRandom()),
                new NoticeClient(LogoutNoticesTest::tls, clock),
                clock);
        // before the applications that it asks
        opened.add(0, notices);
        return notices;
    }

    private RecordingUpstream application(String... answers) throws IOException {
        RecordingUpstream application = new RecordingUpstream(exchange -> {
            Matcher length = LENGTH.matcher(exchange.head());
            exchange.read(length.find() ? Integer.parseInt(length.group(1)) : 0);
            exchange.send(answers[Math.min(exchange.number(), answers.length) - 1]);
        });
        opened.add(application);
        return application;
    }

    private static RouteBuilder to(RecordingUpstream application) {
        return new RouteBuilder().notice(application.uri() + "/events", "orders");
    }

    private static LiveSession session(Route route, String key) {
        return new LiveSession(
                new SessionKey(key),
                new Session(route.sessionSpace(), "alice", "sid-of-op", 0, 0, 0, 0, Map.of(), "sealed tokens"));
    }

    private static boolean isTold(LogoutNotices notices, long count) {
        return Waiting.until(() -> notices.counts().told() == count, LIMIT);
    }

    @Test
    void theApplicationsOfTheSessionAreToldAndNoOthers() throws IOException {
        RecordingUpstream orders = application(ACCEPTED);
        RecordingUpstream billing = application(ACCEPTED);
        Route one = to(orders).build();
        Route same = to(orders).path("/same").build();
        Route sharing = to(billing).path("/billing").build();
        Route other = to(billing).path("/other").client("other").build();
        LogoutNotices notices = notices(one, same, sharing, other);
        notices.ended(session(one, "k"), EndReason.PROVIDER);
        assertTrue(isTold(notices, 2));
        assertEquals(1, orders.heads().size(), "two routes, one application");
        assertEquals(1, billing.heads().size());
        String head = orders.heads().get(0).toLowerCase(Locale.ROOT);
        assertTrue(head.startsWith("post /events http/1.1\r\n"), head);
        assertTrue(head.contains("\r\ncontent-type: application/secevent+jwt\r\n"), head);
        assertTrue(head.contains("\r\naccept: application/json\r\n"), head);
        assertFalse(head.contains("cookie"), head);
        assertFalse(orders.received(0).contains("sealed tokens"));
    }

    @Test
    void aSessionThatNobodyWantsToHearOfCostsNothing() {
        Route plain = new RouteBuilder().build();
        LogoutNotices notices = notices(plain);
        notices.ended(session(plain, "k"), EndReason.PROVIDER);
        assertEquals(0, notices.counts().told() + notices.counts().failed());
    }

    @Test
    void whatIsNotTakenNowIsTakenLater() throws IOException {
        RecordingUpstream orders = application("HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy", ACCEPTED);
        Route route = to(orders).build();
        LogoutNotices notices = notices(route);
        notices.ended(session(route, "k"), EndReason.PROVIDER);
        assertTrue(isTold(notices, 1));
        assertEquals(2, orders.heads().size());
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        RecordingUpstream trap = application(ACCEPTED);
        RecordingUpstream orders =
                application("HTTP/1.1 307 There\r\nLocation: " + trap.uri() + "/\r\nContent-Length: 0\r\n\r\n");
        Route route = to(orders).build();
        LogoutNotices notices = notices(route);
        notices.ended(session(route, "k"), EndReason.PROVIDER);
        assertTrue(Waiting.until(() -> notices.counts().failed() == 1, LIMIT));
        assertEquals(List.of(), trap.heads());
    }

    /** What counts is the status; nobody reads on. */
    @Test
    void anEndlessBodyIsNotRead() throws IOException {
        RecordingUpstream orders = new RecordingUpstream(exchange -> {
            exchange.send("HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                exchange.send("4\r\nmore\r\n");
            }
        });
        opened.add(orders);
        Route route = to(orders).build();
        LogoutNotices notices = notices(route);
        notices.ended(session(route, "k"), EndReason.PROVIDER);
        assertTrue(isTold(notices, 1));
        assertEquals(1, orders.heads().size());
    }

    @Test
    void whoHangsKeepsNobodyWaiting() throws IOException {
        RecordingUpstream hanging = new RecordingUpstream(exchange -> exchange.read(Integer.MAX_VALUE));
        opened.add(hanging);
        DeafServer deaf = new DeafServer();
        opened.add(deaf);
        RecordingUpstream orders = application(ACCEPTED);
        Route route = to(orders).build();
        LogoutNotices notices = notices(
                to(hanging).path("/a").build(),
                new RouteBuilder()
                        .path("/b")
                        .notice(deaf.uri() + "/events", "deaf")
                        .build(),
                route);
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            notices.ended(session(route, "k" + i), EndReason.PROVIDER);
        }
        Duration toEnd = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(toEnd.compareTo(Duration.ofSeconds(1)) < 0, toEnd::toString);
        assertTrue(isTold(notices, 100));
        Duration toTell = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(toTell.compareTo(NoticeClient.LIMIT) < 0, toTell::toString);
    }

    @Test
    void aCallEndsWhateverItWaitsFor() throws IOException {
        RecordingUpstream dripping = new RecordingUpstream(exchange -> {
            exchange.send("HTTP/1.1 202");
            while (true) {
                exchange.send(" ");
                Waiting.until(() -> false, Duration.ofMillis(100));
            }
        });
        opened.add(dripping);
        Route route = to(dripping).build();
        LogoutNotices notices = notices(route);
        notices.ended(session(route, "k"), EndReason.PROVIDER);
        assertTrue(
                Waiting.until(() -> dripping.heads().size() == 2, NoticeClient.LIMIT.plusSeconds(5)),
                "the call was given up and made again");
    }

    @Test
    void aNodeThatStopsTellsWhatItCan() throws IOException {
        RecordingUpstream orders = application(ACCEPTED);
        Route route = to(orders).build();
        LogoutNotices notices = notices(route);
        for (int i = 0; i < 50; i++) {
            notices.ended(session(route, "k" + i), EndReason.PROVIDER);
        }
        notices.close();
        assertEquals(50, notices.counts().told());
        assertEquals(0, notices.counts().dropped());
    }

    @Test
    void aNodeThatStopsWaitsForNobodyLong() throws IOException {
        RecordingUpstream hanging = new RecordingUpstream(exchange -> exchange.read(Integer.MAX_VALUE));
        opened.add(hanging);
        Route route = to(hanging).build();
        LogoutNotices notices = notices(route);
        for (int i = 0; i < 5; i++) {
            notices.ended(session(route, "k" + i), EndReason.PROVIDER);
        }
        long start = System.nanoTime();
        notices.close();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(Duration.ofSeconds(4)) < 0, took::toString);
        assertTrue(
                notices.counts().dropped() >= 4,
                () -> "dropped " + notices.counts().dropped());
    }
}
