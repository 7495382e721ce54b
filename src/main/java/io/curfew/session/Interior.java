package io.curfew.session;

import java.security.SecureRandom;
import java.time.Clock;

/** What the classes of this room share. */
record Interior(
        SessionEntries sessions,
        LogoutMarks marks,
        Seats seats,
        Quorum quorum,
        Seal seal,
        Clock clock,
        SecureRandom random,
        EndingListener endings) {}
