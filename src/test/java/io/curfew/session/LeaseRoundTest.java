package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.curfew.config.WhenSplit;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaseRoundTest {
    private static final int VERSION_HERE = 7;

    private final SettableMoment now = new SettableMoment();
    private final Membership membership = new Membership(VERSION_HERE, Set.of("a", "b", "c"), false);
    private final Lease lease = new Lease(
            3,
            WhenSplit.DENY,
            () -> membership,
            now,
            new Departures(() -> membership, () -> {}, node -> false, now, now::pass));
    private final LeaseRound round = new LeaseRound(lease, now.get(), membership::version);

    @Test
    void aMajorityRenewsTheLease() {
        round.answered("a", VERSION_HERE);
        assertEquals(0, lease.term());
        round.answered("b", VERSION_HERE - 1);
        assertNotEquals(0, lease.term());
    }

    @Test
    void aNodeThatAnswersTwiceIsOne() {
        round.answered("a", VERSION_HERE);
        round.answered("a", VERSION_HERE);
        assertEquals(0, lease.term());
    }

    @Test
    void aRefusalDoesNotCount() {
        round.answered("a", VERSION_HERE);
        round.answered("b", LeaseQuestion.REFUSED);
        assertEquals(0, lease.term());
    }

    /** It may permit this node because it has let it in again, while this node still reads what it had when it was out. */
    @Test
    void aPermissionByAMembershipThatIsNotKnownHereDoesNotCount() {
        round.answered("a", VERSION_HERE);
        round.answered("b", VERSION_HERE + 1);
        assertEquals(0, lease.term());
    }
}
