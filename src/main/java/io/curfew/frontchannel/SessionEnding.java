package io.curfew.frontchannel;

/** What this door needs of the session hall. */
@FunctionalInterface
public interface SessionEnding {
    /**
     * Ends the sessions of (iss, sid), and returns how many ended; writes nothing where there are none.
     *
     * @throws io.curfew.session.StoreUnavailableException when that could not be done
     */
    int end(String issuer, String sid);
}
