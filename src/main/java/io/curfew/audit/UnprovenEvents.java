package io.curfew.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what anybody can bring about from filling the log: of events that say the same, some are told each, and one more every minute. The
 * others are counted, and told as one every minute.
 */
final class UnprovenEvents {
    static final int TOLD_EACH = 10;
    static final Duration PAUSE = Duration.ofMinutes(1);

    /** Codes and providers of a configuration are fewer; should they not be, what comes beyond is counted together. */
    static final int MOST_KINDS = 500;

    private final Map<Kind, Counting> kinds = new HashMap<>();

    /** What events say that are counted together. */
    private record Kind(
            EventKind event,
            @Nullable LogoutWay how,
            String outcome,
            @Nullable String issuer) {
        static Kind of(AuditEvent event) {
            return new Kind(event.event(), event.how(), event.outcome(), event.issuer());
        }
    }

    private static final class Counting {
        private int left = TOLD_EACH;
        private Instant refilled;
        private @Nullable AuditEvent counted;
        private int count;

        Counting(Instant now) {
            refilled = now;
        }

        /** Whether one may be told by itself. */
        boolean takes(Instant now) {
            refill(now);
            if (left == 0) {
                return false;
            }
            left--;
            return true;
        }

        /** The receipt of the line that will count it. */
        String count(AuditEvent event) {
            AuditEvent earlier = counted;
            counted = earlier == null ? event : earlier;
            count++;
            return counted.receipt();
        }

        private void refill(Instant now) {
            long minutes = Duration.between(refilled, now).dividedBy(PAUSE);
            if (minutes > 0) {
                left = (int) Math.min(TOLD_EACH, left + minutes);
                refilled = now;
            }
        }

        Optional<AuditEvent> sum(Instant now, Duration atLeast) {
            AuditEvent first = counted;
            if (first == null || now.isBefore(first.time().plus(atLeast))) {
                return Optional.empty();
            }
            AuditEvent sum = first.summary(now, count);
            counted = null;
            count = 0;
            return Optional.of(sum);
        }

        boolean isQuiet(Instant now) {
            refill(now);
            return counted == null && left == TOLD_EACH;
        }
    }

    /** The receipt of the line that will count this event; empty when the event is to be told by itself. */
    synchronized Optional<String> count(AuditEvent event) {
        Kind kind = Kind.of(event);
        if (!kinds.containsKey(kind) && kinds.size() >= MOST_KINDS) {
            kind = new Kind(event.event(), null, "other", null);
        }
        Counting counting = kinds.computeIfAbsent(kind, first -> new Counting(event.time()));
        return counting.takes(event.time()) ? Optional.empty() : Optional.of(counting.count(event));
    }

    /** One event for those of each kind that were counted, where it is time. */
    List<AuditEvent> sums(Instant now) {
        return sums(now, PAUSE);
    }

    /** The same whatever the time is, for the end. */
    List<AuditEvent> lastSums(Instant now) {
        return sums(now, Duration.ZERO);
    }

    private synchronized List<AuditEvent> sums(Instant now, Duration atLeast) {
        List<AuditEvent> sums = new ArrayList<>();
        kinds.values().removeIf(counting -> {
            counting.sum(now, atLeast).ifPresent(sums::add);
            return counting.isQuiet(now);
        });
        return sums;
    }
}
