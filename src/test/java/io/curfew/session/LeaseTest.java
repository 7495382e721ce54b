package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.WhenSplit;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final Duration NEARLY = Lease.LENGTH.minusMillis(1);

    private final SettableMoment now = new SettableMoment();
    private Membership membership = new Membership(7, Set.of("a", "b", "c"), false);
    private final Departures departures = new Departures(() -> membership, () -> {}, node -> false, now, now::pass);
    private final Lease lease = lease(WhenSplit.DENY);

    @Test
    void isNotThereBeforeAMajorityHasAnswered() {
        assertEquals(0, lease.term());
        assertFalse(lease.holds(0));
        assertFalse(lease.holds(1));
    }

    @Test
    void runsOutAfterItsLengthCountedFromTheQuestion() {
        Moment asked = now.get();
        now.pass(Duration.ofSeconds(1));
        lease.renew(asked);
        long term = lease.term();

        now.pass(NEARLY.minusSeconds(1));
        assertTrue(lease.holds(term));
        now.pass(Duration.ofMillis(1));
        assertFalse(lease.holds(term));
        assertEquals(0, lease.term());
    }

    @Test
    void runsOutWhileTheMachineIsSuspended() {
        lease.renew(now.get());
        long term = lease.term();
        now.passOnTheWallOnly(Lease.LENGTH);
        assertFalse(lease.holds(term));
    }

    @Test
    void isOneTermAsLongAsItIsRenewedInTime() {
        lease.renew(now.get());
        long term = lease.term();
        for (int i = 0; i < 10; i++) {
            now.pass(NEARLY);
            lease.renew(now.get());
        }
        assertTrue(lease.holds(term));
    }

    @Test
    void isAnotherTermAfterABreak() {
        lease.renew(now.get());
        long before = lease.term();
        now.pass(Lease.LENGTH);
        lease.renew(now.get());

        assertFalse(lease.holds(before));
        assertNotEquals(before, lease.term());
        assertTrue(lease.holds(lease.term()));
    }

    @Test
    void isNotGivenByAnswersThatAreTooOld() {
        Moment asked = now.get();
        now.pass(Lease.LENGTH);
        lease.renew(asked);
        assertEquals(0, lease.term());
    }

    @Test
    void doesNotBeginWhileTwoHalvesAreBeingPutTogether() {
        membership = new Membership(8, membership.members(), true);
        lease.renew(now.get());
        assertEquals(0, lease.term());

        membership = new Membership(9, membership.members(), false);
        lease.renew(now.get());
        assertNotEquals(0, lease.term());
    }

    @Test
    void goesOnWhileTwoHalvesAreBeingPutTogether() {
        lease.renew(now.get());
        long term = lease.term();
        membership = new Membership(8, membership.members(), true);
        now.pass(NEARLY);
        lease.renew(now.get());
        now.pass(NEARLY);
        assertTrue(lease.holds(term));
    }

    @Test
    void isNeverThereAgainForANodeThatLeaves() {
        lease.renew(now.get());
        long term = lease.term();
        lease.retire();
        lease.renew(now.get());
        assertFalse(lease.holds(term));
        assertEquals(0, lease.term());
    }

    @Test
    void wantsMoreThanHalfOfThoseExpectedOrSeen() {
        assertTrue(lease.isMajority(2));
        assertFalse(lease.isMajority(1));

        membership = new Membership(8, Set.of("a"), false);
        assertFalse(lease.isMajority(1), "one of three is a minority, however few it sees");

        membership = new Membership(9, Set.of("a", "b", "c", "d"), false);
        assertFalse(lease.isMajority(2), "half of those there are no majority, however few were expected");
        assertTrue(lease.isMajority(3));
    }

    @Test
    void aLogoutIsNotConfirmedWithoutIt() {
        assertThrows(StoreUnavailableException.class, lease::awaitLapsed);
        departures.awaitLapsed();
        lease.renew(now.get());
        lease.awaitLapsed();
        now.pass(Lease.LENGTH);
        assertThrows(StoreUnavailableException.class, lease::awaitLapsed);
    }

    @Test
    void onceIsEnoughWhereTheOperatorWantsToServeInASplit() {
        Lease serving = lease(WhenSplit.SERVE);
        assertEquals(0, serving.term(), "a node that was never let in does not serve");
        serving.renew(now.get());
        long term = serving.term();
        now.pass(Duration.ofDays(1));
        assertTrue(serving.holds(term));
        serving.awaitLapsed();

        serving.retire();
        assertFalse(serving.holds(term));
    }

    private Lease lease(WhenSplit whenSplit) {
        return new Lease(3, whenSplit, () -> membership, now, departures);
    }
}
