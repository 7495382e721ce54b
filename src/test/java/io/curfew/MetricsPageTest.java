package io.curfew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.audit.AuditTrail;
import io.curfew.backchannel.BackChannelCounters;
import io.curfew.count.Tally;
import io.curfew.frontchannel.FrontChannelLogout;
import io.curfew.frontchannel.FrontChannelTrail;
import io.curfew.ground.MetricsPage;
import io.curfew.ground.RouteBuilder;
import io.curfew.health.MetricFamily;
import io.curfew.login.GateCounts;
import io.curfew.login.RenewalCounts;
import io.curfew.logout.RevocationCounts;
import io.curfew.logout.SignOutEnd;
import io.curfew.notice.NoticeCounts;
import io.curfew.proxy.UpstreamCounts;
import io.curfew.session.EmbeddedStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for operators says what the tables of metrics say. */
class MetricsPageTest {
    private final MetricsPage page = MetricsPage.read();

    private static List<MetricFamily> families() {
        Clock clock = Clock.systemUTC();
        FrontChannelTrail trail = new FrontChannelTrail(new AuditTrail(clock, new SecureRandom(), "node"), clock);
        try (EmbeddedStore store = EmbeddedStore.local()) {
            return Stream.of(
                            LoginMetrics.of(new GateCounts(), new RenewalCounts()),
                            LogoutMetrics.of(
                                    new Tally<>(SignOutEnd.class),
                                    new BackChannelCounters(),
                                    new FrontChannelLogout(List.of(), (issuer, sid) -> 0, trail),
                                    new RevocationCounts(),
                                    new NoticeCounts(),
                                    () -> 0),
                            SessionMetrics.of(store.caches().ended(), store.vitals()),
                            TrafficMetrics.of(
                                    List.of(new RouteBuilder().build()),
                                    any -> new UpstreamCounts(),
                                    any -> 0,
                                    () -> 0))
                    .flatMap(List::stream)
                    .toList();
        }
    }

    @Test
    void listsEveryMetricAsItIs() {
        assertEquals(
                families().stream().map(MetricsPageTest::row).collect(Collectors.joining("\n")),
                page.rows().stream()
                        .map(row -> String.join(
                                " | ", row.name(), row.type(), row.labels().toString(), row.meaning()))
                        .collect(Collectors.joining("\n")));
    }

    private static String row(MetricFamily family) {
        return String.join(
                " | ", family.name(), Labels.of(family.type()), labels(family).toString(), family.meaning());
    }

    private static Map<String, Set<String>> labels(MetricFamily family) {
        Map<String, Set<String>> labels = new TreeMap<>();
        family.series().forEach(series -> series.labels().forEach((label, value) -> {
            Set<String> values = labels.computeIfAbsent(label, any -> new LinkedHashSet<>());
            if (!label.equals(MetricsPage.ROUTE)) {
                values.add(value);
            }
        }));
        return labels;
    }

    @Test
    void namesFollowTheConventionsOfPrometheus() {
        for (MetricFamily family : families()) {
            String name = family.name();
            assertTrue(name.matches("curfew(_[a-z]+)+"), name);
            assertEquals(family.type() == MetricFamily.Type.COUNTER, name.endsWith("_total"), name);
            assertEquals(family.type() == MetricFamily.Type.HISTOGRAM, name.endsWith("_seconds"), name);
        }
    }

    @Test
    void everyCellIsFilledAndUnitsFitTheNames() {
        for (MetricsPage.Row row : page.rows()) {
            assertFalse(row.unit().isBlank() || row.alarm().isBlank(), row::name);
            assertEquals(row.name().endsWith("_seconds"), row.unit().equals("seconds"), row::name);
        }
    }

    /** Prometheus cannot add up what one scrape says twice. */
    @Test
    void noSeriesIsThereTwice() {
        List<String> all = families().stream()
                .flatMap(family -> family.series().stream()
                        .map(series -> family.name() + series.suffix() + new TreeMap<>(series.labels())))
                .toList();
        assertEquals(all.size(), Set.copyOf(all).size());
    }
}
