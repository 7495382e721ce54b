package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.infinispan.commons.api.BasicCache;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A node that comes to one other node, whose card lies there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeCardsTest {
    private static final long VERSION = StoreSchema.ENTRY_VERSION;
    private static final long OLDEST = StoreSchema.OLDEST_ENTRY_VERSION;
    private static final List<String> KEYS = List.of("key-1");
    private static final String OWN = "this node";
    private static final String OTHER = "other node";

    private final SettableClock clock = new SettableClock();
    private CacheCluster container;
    private BasicCache<String, NodeCard> cache;

    @BeforeAll
    void open() {
        ConfigurationBuilderHolder configuration = new ConfigurationBuilderHolder();
        configuration
                .getGlobalConfigurationBuilder()
                .nonClusteredDefault()
                .jmx()
                .disable();
        configuration.newConfigurationBuilder("nodes");
        container = CacheCluster.start(configuration);
        cache = container.container().getCache("nodes");
    }

    @AfterAll
    void close() {
        container.stop();
    }

    @BeforeEach
    void clear() {
        cache.clear();
    }

    @Test
    void nodesOfOneVersionAndSecretWorkTogether() {
        join(new NodeCard(OTHER, VERSION, OLDEST, KEYS, false), KEYS);

        assertNotNull(cache.get(OWN));
        assertNotNull(cache.get(OTHER));
    }

    @Test
    void aNewerNodeThatStillUnderstandsUsWorksWithUs() {
        join(new NodeCard(OTHER, VERSION + 1, VERSION, KEYS, false), KEYS);
    }

    @Test
    void besideANewerNodeThatDoesNotUnderstandOurEntriesItDoesNotStart() {
        String refusal = refusal(new NodeCard(OTHER, VERSION + 1, VERSION + 1, KEYS, false), KEYS);

        assertEquals(
                "The node other node writes entries of version " + (VERSION + 1) + " and understands those since "
                        + (VERSION + 1) + "; this node writes " + VERSION + " and understands those since " + OLDEST
                        + ". Update by way of a version that understands both.",
                refusal);
    }

    @Test
    void besideAnOlderNodeWhoseEntriesWeDoNotUnderstandItDoesNotStart() {
        String refusal = refusal(new NodeCard(OTHER, OLDEST - 1, OLDEST - 1, KEYS, false), KEYS);

        assertTrue(refusal.contains("writes entries of version " + (OLDEST - 1)), refusal);
    }

    @Test
    void besideANodeWithAnotherSecretItDoesNotStart() {
        String refusal = refusal(new NodeCard(OTHER, VERSION, OLDEST, List.of("key-2"), false), KEYS);

        assertTrue(refusal.contains("has another session_secret"), refusal);
        assertTrue(!refusal.contains("key-"), refusal);
    }

    @Test
    void everyStepOfARotationWorksBesideTheOneBefore() {
        List<List<String>> steps =
                List.of(List.of("old"), List.of("old", "new"), List.of("new", "old"), List.of("new"));
        for (int step = 1; step < steps.size(); step++) {
            join(new NodeCard(OTHER, VERSION, OLDEST, steps.get(step - 1), false), steps.get(step));
            join(new NodeCard(OTHER, VERSION, OLDEST, steps.get(step), false), steps.get(step - 1));
        }
    }

    @Test
    void aRotationWithoutItsFirstStepIsRefusedOnEitherSide() {
        List<String> rotated = List.of("new", "old");
        refusal(new NodeCard(OTHER, VERSION, OLDEST, List.of("old"), false), rotated);
        refusal(new NodeCard(OTHER, VERSION, OLDEST, rotated, false), List.of("old"));
    }

    @Test
    void aCardThatRanOutIsLaidAgain() {
        NodeCards own = cards(NodeCard.of(OWN, KEYS), true);
        own.join();
        cache.clear();
        clock.advance(Duration.ofSeconds(30));
        own.renew();

        NodeCard stranger = NodeCard.of(OTHER, List.of("key-2"));
        assertThrows(StoreRefusedException.class, () -> cards(stranger, true).join());
    }

    @Test
    void theCardOfANodeThatLeavesOrIsGoneSaysNothing() {
        NodeCard conflicting = new NodeCard(OTHER, VERSION, OLDEST, List.of("key-2"), false);
        join(conflicting.left(), KEYS);

        cache.put(OTHER, conflicting);
        cards(NodeCard.of(OWN, KEYS), false).join();
    }

    private void join(NodeCard other, List<String> keys) {
        cache.clear();
        cards(other, true).join();
        cards(NodeCard.of(OWN, keys), true).join();
    }

    @Test
    void whenTwoClustersFindEachOtherTheFewerGo() {
        List<String> wrong = List.of("key-2");
        NodeCard first = NodeCard.of("a", KEYS);
        NodeCard second = NodeCard.of("b", KEYS);
        NodeCard stranger = NodeCard.of("c", wrong);
        NodeCards ofFirst = cards(first, false);
        NodeCards ofSecond = cards(second, false);
        NodeCards ofStranger = cards(stranger, false);
        ofFirst.join();
        ofSecond.join();
        ofStranger.join();
        assertTrue(cards(stranger, true).reasonToGo().orElseThrow().contains("another session_secret"));
        assertTrue(cards(first, true).reasonToGo().isEmpty());
        assertTrue(cards(second, true).reasonToGo().isEmpty());

        ofSecond.sayGoodbye();
        assertTrue(cards(first, true).reasonToGo().isEmpty(), "of as many, one stays");
        assertTrue(cards(stranger, true).reasonToGo().isPresent());
    }

    /** Why it does not start; and its card must say so, or no corrected node could start beside it. */
    private String refusal(NodeCard other, List<String> keys) {
        StoreRefusedException refused = assertThrows(StoreRefusedException.class, () -> join(other, keys));
        assertTrue(Objects.requireNonNull(cache.get(OWN)).leaving());
        assertEquals(other, cache.get(OTHER));
        return String.valueOf(refused.getMessage());
    }

    private NodeCards cards(NodeCard own, boolean othersPresent) {
        return new NodeCards(container.container(), "nodes", own, address -> othersPresent, () -> Moment.of(clock));
    }
}
