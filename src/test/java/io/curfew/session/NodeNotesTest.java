package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Secret;
import io.curfew.ground.SettableClock;
import java.security.SecureRandom;
import java.util.List;
import org.infinispan.commons.api.BasicCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes on one cache read each other's texts. */
class NodeNotesTest {
    private final SettableClock clock = new SettableClock();
    private final EmbeddedStore store = EmbeddedStore.local();
    private final BasicCache<String, String> cache = texts();

    /** One that holds texts. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private BasicCache<String, String> texts() {
        return (BasicCache) store.caches().logoutTokens();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private NodeNotes node(String address) {
        return node(address, "a secret of the tests");
    }

    private NodeNotes node(String address, String secret) {
        Seal seal = new Seal(List.of(new Secret(secret)), new SecureRandom());
        return new NodeNotes(cache, address, seal, () -> Moment.of(clock));
    }

    @Test
    void eachReadsTheNewestTextOfTheOthersAndNotItsOwn() {
        NodeNotes one = node("one");
        NodeNotes two = node("two");
        NodeNotes three = node("three");
        one.write("old text of one");
        one.write("text of one");
        two.write("text of two");

        assertEquals(List.of("text of two"), one.others());
        assertEquals(List.of("text of one"), two.others());
        assertEquals(List.of("text of two", "text of one"), three.others());
    }

    @Test
    void theStoreDoesNotHoldThemInClear() {
        node("one").write("alice of 192.0.2.7");

        assertFalse(cache.values().stream().anyMatch(value -> value.contains("alice")));
        assertTrue(cache.values().stream().anyMatch("one"::equals), "control: the list");
    }

    @Test
    void whatCannotBeOpenedIsLeftOut() {
        node("one", "another secret of the tests").write("text of one");
        node("two").write("text of two");

        assertEquals(List.of("text of two"), node("three").others());
    }

    /** Nobody lays somebody else's words under a name. */
    @Test
    void aTextCountsAtItsOwnNodeAlone() {
        node("one").write("text of one");
        node("two").write("text of two");
        cache.put("note two", String.valueOf(cache.get("note one")));

        assertEquals(List.of("text of one"), node("three").others());
    }

    @Test
    void manyStartsOfNodesMakeItNoLonger() {
        for (int i = 0; i < 100; i++) {
            node("node " + i).write("text " + i);
        }

        assertEquals(NodeNotes.MOST, node("last").others().size());
        assertEquals("text 99", node("last").others().get(0));
    }

    @Test
    void oneNodeAloneTellsNobody() {
        NodeNotes alone = new NodeNotes(
                null, "alone", new Seal(List.of(new Secret("secret")), new SecureRandom()), () -> Moment.of(clock));
        alone.write("text");

        assertEquals(List.of(), alone.others());
    }
}
