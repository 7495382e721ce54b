package io.curfew.audit;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The newest logouts and refusals of this node, in memory. What anybody can bring about has places of its own, so that any number of it
 * leaves the others where they are.
 */
public final class RecentEvents implements Consumer<AuditEvent> {
    static final int MOST_PROVEN = 800;
    static final int MOST_UNPROVEN = 200;

    private final Deque<EventText> proven = new ArrayDeque<>();
    private final Deque<EventText> unproven = new ArrayDeque<>();
    private final AtomicLong changes = new AtomicLong();

    @Override
    public void accept(AuditEvent event) {
        if (event.event() == EventKind.LOGIN) {
            return;
        }
        EventText text = new EventText(event.time().toEpochMilli(), event.json());
        synchronized (this) {
            if (event.isProven()) {
                add(proven, text, MOST_PROVEN);
            } else {
                add(unproven, text, MOST_UNPROVEN);
            }
        }
        changes.incrementAndGet();
    }

    private static void add(Deque<EventText> to, EventText text, int most) {
        if (to.size() == most) {
            to.removeLast();
        }
        to.addFirst(text);
    }

    /** Another number whenever there is something new. */
    long changes() {
        return changes.get();
    }

    /** The newest first, so many at most of each kind. */
    synchronized List<EventText> newest(int mostProven, int mostUnproven) {
        return Stream.concat(
                        proven.stream().limit(mostProven), unproven.stream().limit(mostUnproven))
                .sorted(Comparator.comparingLong(EventText::millis).reversed())
                .toList();
    }
}
