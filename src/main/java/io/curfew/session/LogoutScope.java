package io.curfew.session;

/** Whom a {@link LogoutMark} is about. */
sealed interface LogoutScope permits ProviderSession, ProviderSubject {}
