package io.curfew.session;

import java.util.List;

/**
 * What somebody found who looked through sessions.
 *
 * @param places in their order
 * @param complete false where not all were looked at
 */
record SessionFindings(List<SessionPlace> places, boolean complete) {
    SessionFindings {
        places = List.copyOf(places);
    }
}
