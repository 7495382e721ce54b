package io.curfew.session;

import io.curfew.config.Route;

/** Whom the gate has let in, by a session or by an access token. */
public sealed interface Admitted permits LiveSession, BearerCaller {
    /** The request attribute under which the gate hands it on. */
    String ATTRIBUTE = "io.curfew.session.Admitted";

    /** Who it is. */
    Caller caller();

    /** Whether it is good for a route; at any other it is nobody. */
    boolean isFor(Route route);
}
