package io.curfew.backchannel;

/** What became of a logout request of a provider. */
public sealed interface BackChannelLogoutOutcome {
    /** No request of any session that the token names is let through any more; {@code sessions} of ours were live. */
    record Ended(int sessions) implements BackChannelLogoutOutcome {}

    /** Nothing was done. For {@link LogoutTokenRefusal#REPLAYED} it had been done before. */
    record Refused(LogoutTokenRefusal refusal) implements BackChannelLogoutOutcome {}

    /** The session store did not answer; the token is not remembered and may be sent again. */
    record StoreUnavailable() implements BackChannelLogoutOutcome {}

    /** The provider's keys could not be fetched, or were not for this token, so nothing was done; the token may be sent again. */
    record KeysUnavailable() implements BackChannelLogoutOutcome {}
}
