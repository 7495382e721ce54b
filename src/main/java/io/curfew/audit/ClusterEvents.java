package io.curfew.audit;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The newest logouts and refusals of all nodes: each lays its own where the others can read them. */
public final class ClusterEvents {
    /** Of one node, in the eyes of the others. */
    static final int SHARED_PROVEN = 75;

    static final int SHARED_UNPROVEN = 25;
    static final int LONGEST_SHARED = 64 * 1024;

    /** What is shared is kept by the store for a while only. */
    private static final Duration RENEWAL = Duration.ofHours(1);

    private final RecentEvents own;
    private final Consumer<String> share;
    private final Supplier<List<String>> others;
    private final Clock clock;
    private long shared;
    private long sharedAt;

    /**
     * @param share lays a text where the others find it
     * @param others the texts of the others
     */
    public ClusterEvents(RecentEvents own, Consumer<String> share, Supplier<List<String>> others, Clock clock) {
        this.own = own;
        this.share = share;
        this.others = others;
        this.clock = clock;
    }

    /** Shares what is new, if anything is; to be called again and again by one thread, also after it has failed. */
    public void shareNews() {
        long changes = own.changes();
        long now = clock.millis();
        if (changes == 0 || (changes == shared && now - sharedAt < RENEWAL.toMillis())) {
            return;
        }
        share.accept(EventText.asText(own.newest(SHARED_PROVEN, SHARED_UNPROVEN), LONGEST_SHARED));
        shared = changes;
        sharedAt = now;
    }

    /** A JSON array of the newest of all nodes, the newest first. */
    public String newest(int limit) {
        List<EventText> here = own.newest(RecentEvents.MOST_PROVEN, RecentEvents.MOST_UNPROVEN);
        Stream<EventText> there = others.get().stream().flatMap(text -> EventText.ofText(text).stream());
        return EventText.asJson(Stream.concat(here.stream(), there)
                .sorted(Comparator.comparingLong(EventText::millis).reversed())
                .limit(limit)
                .toList());
    }
}
