package io.curfew;

import static io.curfew.health.MetricFamily.counter;
import static io.curfew.health.MetricFamily.gauge;

import io.curfew.count.Tally;
import io.curfew.health.MetricFamily;
import io.curfew.session.EndReason;
import io.curfew.session.StoreVitals;
import java.util.ArrayList;
import java.util.List;

/** What is published of the sessions, their store and its cluster. */
final class SessionMetrics {
    private SessionMetrics() {}

    static List<MetricFamily> of(Tally<EndReason> ended, StoreVitals vitals) {
        List<MetricFamily> all = new ArrayList<>(List.of(
                counter("curfew_sessions_ended_total", "Sessions that this node ended, by how")
                        .by("how", known(ended), SessionMetrics::how, ended::of),
                gauge("curfew_serving", "Whether this node may serve: 1 or 0").of(() -> number(vitals.isServing()))));
        StoreVitals.Held held = vitals.held();
        if (held != null) {
            all.addAll(held(held));
        }
        return all;
    }

    private static List<MetricFamily> held(StoreVitals.Held held) {
        return List.of(
                gauge("curfew_sessions", "Sessions that this node keeps as their first owner")
                        .of(held::sessions),
                gauge("curfew_cache_entries", "Entries that this node keeps, as an owner of any rank")
                        .by("cache", held.caches(), cache -> cache, held::entries),
                gauge("curfew_cluster_nodes", "Nodes that this node sees, itself among them")
                        .of(held::nodes),
                gauge("curfew_cluster_split", "Whether this node sees no majority or a merge goes on: 1 or 0")
                        .of(() -> number(held.isSplit())));
    }

    private static List<EndReason> known(Tally<EndReason> ended) {
        return ended.kinds().stream()
                .filter(reason -> reason != EndReason.UNKNOWN)
                .toList();
    }

    /** In the words of the operator's side. */
    private static String how(EndReason reason) {
        return switch (reason) {
            case SIGNED_OUT -> "user";
            case EVICTED -> "limit";
            case EXPIRED -> "expiry";
            default -> reason.text();
        };
    }

    private static int number(boolean is) {
        return is ? 1 : 0;
    }
}
