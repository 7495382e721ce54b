package io.curfew.session;

/** Whom a {@link LogoutMark} is about. */
sealed interface LogoutScope permits EndedHere, ProviderSession, ProviderSubject, SidlessSubject, SignedOutHere {
    /** The second that a mark of this scope is compared with. */
    long secondOf(Session session);
}
