package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeparturesTest {
    private static final Duration LEASE_AND_MARGIN = Duration.ofMillis(3100);

    private final SettableMoment now = new SettableMoment();
    private final Set<String> saidGoodbye = new HashSet<>();
    private Membership membership = new Membership(7, Set.of("a", "b", "c"), false);
    private boolean reachable = true;
    private Duration barrierTakes = Duration.ZERO;
    private Duration waited = Duration.ZERO;

    private final Departures departures =
            new Departures(() -> membership, this::barrier, saidGoodbye::contains, now, this::pause);

    @BeforeEach
    void allAreThere() {
        departures.awaitLapsed();
        waited = Duration.ZERO;
    }

    /** It may just have joined those that have lost another one, which may still serve. */
    @Test
    void aNodeThatHasJustStartedWaitsOnce() {
        Departures ofNewNode = new Departures(() -> membership, this::barrier, saidGoodbye::contains, now, this::pause);
        ofNewNode.awaitLapsed();
        assertEquals(LEASE_AND_MARGIN, waited);
        ofNewNode.awaitLapsed();
        assertEquals(LEASE_AND_MARGIN, waited);
    }

    @Test
    void nobodyWaitsWhileAllAreThere() {
        departures.awaitLapsed();
        assertEquals(Duration.ZERO, waited);
    }

    @Test
    void aNodeThatIsLostIsOutwaited() {
        see("a", "b");
        departures.awaitLapsed();
        assertEquals(LEASE_AND_MARGIN, waited);
    }

    @Test
    void theTimeCountsFromWhenAllKnowOfTheLoss() {
        barrierTakes = Duration.ofSeconds(2);
        see("a", "b");
        departures.awaitLapsed();
        assertEquals(LEASE_AND_MARGIN, waited);
    }

    @Test
    void aLossThatWasNoticedBeforeIsOutwaitedForTheRestOnly() {
        see("a", "b");
        departures.catchUp();
        now.pass(Duration.ofSeconds(2));
        departures.awaitLapsed();
        assertEquals(LEASE_AND_MARGIN.minusSeconds(2), waited);

        departures.awaitLapsed();
        assertEquals(LEASE_AND_MARGIN.minusSeconds(2), waited, "once is enough");
    }

    @Test
    void aNodeThatComesBackAtOnceIsOutwaitedAllTheSame() {
        see("a", "b");
        departures.catchUp();
        see("a", "b", "c");
        departures.awaitLapsed();
        assertEquals(LEASE_AND_MARGIN, waited);
    }

    @Test
    void aNodeThatSaidGoodbyeIsNot() {
        saidGoodbye.add("c");
        see("a", "b");
        departures.awaitLapsed();
        assertEquals(Duration.ZERO, waited);
    }

    @Test
    void nothingIsNotedUntilAllOthersCouldBeAsked() {
        see("a", "b");
        reachable = false;
        assertThrows(StoreUnavailableException.class, departures::awaitLapsed);

        now.pass(Duration.ofSeconds(10));
        reachable = true;
        departures.awaitLapsed();
        assertEquals(LEASE_AND_MARGIN, waited);
    }

    @Test
    void onlyMembersArePermitted() {
        assertEquals(7, departures.versionFor("c"));
        assertEquals(LeaseQuestion.REFUSED, departures.versionFor("d"));
        see("a", "b");
        assertEquals(LeaseQuestion.REFUSED, departures.versionFor("c"));
    }

    @Test
    void whoComesBackFromTheOtherHalfIsPermittedWhenBothAreOneAgain() {
        see("a", "b");
        assertEquals(8, departures.versionFor("a"));

        membership = new Membership(9, Set.of("a", "b", "c"), true);
        assertEquals(LeaseQuestion.REFUSED, departures.versionFor("c"));
        assertEquals(9, departures.versionFor("a"), "the larger half goes on");

        membership = new Membership(10, Set.of("a", "b", "c"), false);
        assertEquals(10, departures.versionFor("c"));
    }

    private void see(String... nodes) {
        membership = new Membership(membership.version() + 1, Set.of(nodes), false);
    }

    private void barrier() {
        if (!reachable) {
            throw StoreUnavailableException.noMajority();
        }
        now.pass(barrierTakes);
    }

    private void pause(Duration time) {
        waited = waited.plus(time);
        now.pass(time);
    }
}
