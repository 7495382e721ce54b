package io.curfew;

import io.curfew.backchannel.SessionEnding;
import io.curfew.session.KnownSessions;
import io.curfew.session.Sessions;
import java.time.Instant;
import java.util.Set;

/** The session hall as the back-channel door sees it. */
record BackChannelSessions(Sessions sessions, KnownSessions known, AcceptedLogoutTokens accepted)
        implements SessionEnding {
    @Override
    public int endSid(String issuer, String sid, Instant before) {
        return sessions.endSid(issuer, sid, before);
    }

    @Override
    public int endSidless(String issuer, String subject, Instant before) {
        return sessions.endSidless(issuer, subject, before);
    }

    @Override
    public int endSubject(String issuer, String subject, Instant before) {
        return sessions.endSubject(issuer, subject, before);
    }

    @Override
    public boolean hasSid(String issuer, String sid) {
        return known.hasSid(issuer, sid);
    }

    @Override
    public Set<String> subjectsOf(String issuer, String sid) {
        return known.subjectsOf(issuer, sid);
    }

    @Override
    public void awaitEverywhere() {
        sessions.awaitEverywhere();
    }

    @Override
    public boolean wasSeen(String issuer, String jti) {
        return sessions.wasSeen(issuer, jti);
    }

    @Override
    public boolean remember(String issuer, String jti, Instant until) {
        boolean isFirst = sessions.remember(issuer, jti, until);
        if (isFirst) {
            accepted.note(issuer);
        }
        return isFirst;
    }
}
