package io.curfew.frontchannel;

/** What became of a front-channel logout. */
enum FrontChannelLogoutOutcome {
    /** At least one session is over. */
    ENDED,
    /** There was nothing to end, or nobody said what. */
    NOTHING,
    /** The store does not answer. */
    STORE_UNAVAILABLE
}
