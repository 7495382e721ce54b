package io.curfew.notice;

import io.curfew.assertion.RevokedSession;
import io.curfew.assertion.SecurityEvents;
import io.curfew.config.NoticeSettings;
import io.curfew.config.Route;
import io.curfew.config.Route.SessionSpace;
import io.curfew.session.EndReason;
import io.curfew.session.EndingListener;
import io.curfew.session.LiveSession;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells applications that a session is over ({@code logout_notify_uri}): each by one signed POST (RFC 8935), tried again for some minutes.
 * Nobody who ends a session waits for that; what waits is bounded, and one application that hangs keeps no other from being told.
 */
public final class LogoutNotices implements EndingListener, AutoCloseable {
    private static final Logger LOG = System.getLogger(LogoutNotices.class.getName());

    /** An application has one at most. */
    private static final int THREADS = 4;

    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Map<SessionSpace, List<Receiver>> receivers = new HashMap<>();
    private final SecurityEvents events;
    private final NoticeClient client;
    private final Clock clock;
    private final NoticeCounts counts = new NoticeCounts();
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
        Thread thread = new Thread(task, "curfew-notices");
        thread.setDaemon(true);
        return thread;
    });

    /** @param events used only if a route has a {@code logout_notify_uri} */
    public LogoutNotices(List<Route> routes, SecurityEvents events, NoticeClient client, Clock clock) {
        this.events = events;
        this.client = client;
        this.clock = clock;
        // two routes of one session that name the same place are one application
        Map<SessionSpace, Map<NoticeSettings, Receiver>> found = new HashMap<>();
        for (Route route : routes) {
            NoticeSettings settings = route.logout().notice();
            if (settings != null && route.access().credentials().session()) {
                found.computeIfAbsent(route.sessionSpace(), space -> new HashMap<>())
                        .computeIfAbsent(settings, same -> receiver(route, same));
            }
        }
        found.forEach((space, all) -> receivers.put(space, List.copyOf(all.values())));
    }

    private Receiver receiver(Route route, NoticeSettings settings) {
        return new Receiver(
                route.name(),
                settings,
                route.upstream().servers().connections(),
                counts,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    @Override
    public void ended(LiveSession session, EndReason reason) {
        List<Receiver> told = receivers.get(session.session().space());
        if (told == null) {
            return;
        }
        Instant now = clock.instant();
        RevokedSession revoked = new RevokedSession(
                session.publicId(),
                session.session().issuer(),
                session.session().subject(),
                reason.text(),
                initiator(reason),
                now);
        told.forEach(receiver -> receiver.add(revoked, now.toEpochMilli()).ifPresent(delay -> send(receiver, delay)));
    }

    /** CAEP 1.0, section 2. */
    private static String initiator(EndReason reason) {
        return switch (reason) {
            case SIGNED_OUT -> "user";
            case ADMINISTRATOR -> "admin";
            case EVICTED, REFUSED -> "policy";
            default -> "system";
        };
    }

    private void send(Receiver receiver, Duration delay) {
        try {
            Future<?> unused = threads.schedule(() -> tell(receiver), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the node stops, and counts what is left
        }
    }

    private void tell(Receiver receiver) {
        receiver.next(clock.millis()).ifPresent(pending -> {
            NoticeAnswer answer = new NoticeAnswer.Refused("it could not be made");
            try {
                answer = client.post(receiver, receiver.token(pending, events::sessionRevoked));
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A notice of an ended session failed. route=" + receiver.route(), e);
            } finally {
                long now = clock.millis();
                note(receiver, answer, now);
                receiver.settle(pending, answer, now).ifPresent(delay -> send(receiver, delay));
            }
        });
    }

    private static void note(Receiver receiver, NoticeAnswer answer, long now) {
        String why = "";
        if (answer instanceof NoticeAnswer.Later later) {
            why = "tried again: " + later.why();
        } else if (answer instanceof NoticeAnswer.Refused refused) {
            why = "given up: " + refused.why();
        }
        if (!why.isEmpty() && receiver.mayLog(now)) {
            LOG.log(
                    Level.WARNING,
                    "An application was not told that a session is over; said once a minute at most. route={0} {1}",
                    receiver.route(),
                    why);
        }
    }

    /** What became of them. */
    public NoticeCounts counts() {
        return counts;
    }

    /** Lets what can be told at once be told, for a moment. */
    @Override
    public void close() {
        List<Receiver> all = new ArrayList<>();
        receivers.values().forEach(all::addAll);
        long end = System.nanoTime() + LONGEST_DRAIN.toNanos();
        while (System.nanoTime() < end && all.stream().anyMatch(receiver -> receiver.isBusy(clock.millis()))) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        threads.shutdownNow();
        client.close();
        int left = all.stream().mapToInt(Receiver::clear).sum();
        if (left > 0) {
            counts.countDropped(left);
            LOG.log(
                    Level.WARNING,
                    "Applications were not told of sessions that are over, as the node stops. notices={0}",
                    left);
        }
    }
}
