package io.curfew.config;

import java.util.List;

/** What upstream and browser are told of a session, in header fields. */
public record SessionHeaders(List<SessionHeader> toUpstream, List<SessionHeader> toBrowser) {
    public static final SessionHeaders NONE = new SessionHeaders(List.of(), List.of());

    public SessionHeaders {
        toUpstream = List.copyOf(toUpstream);
        toBrowser = List.copyOf(toBrowser);
    }
}
