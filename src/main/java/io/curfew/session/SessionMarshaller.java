package io.curfew.session;

import io.curfew.config.Route.SessionSpace;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.infinispan.protostream.TagWriter;

/** {@code Session} of {@code store.proto}. */
final class SessionMarshaller extends EntryMarshaller<Session> {
    private static final int TOKENS = 12;
    private static final int DUE = 13;
    private static final int ACCESS_ENDS = 14;
    private static final int CLAIMED_UNTIL = 15;
    private static final int UNANSWERED_SINCE = 16;
    private static final int LAST = UNANSWERED_SINCE;

    SessionMarshaller() {
        super(Session.class, "Session");
    }

    @Override
    Session of(WireFields fields) throws IOException {
        return new Session(
                new SessionSpace(fields.text(1), fields.text(2), fields.text(3)),
                fields.text(4),
                fields.textOrNull(5),
                fields.number(6),
                fields.number(7),
                fields.number(8),
                fields.number(9),
                claims(fields.texts(10), fields.texts(11)),
                fields.text(TOKENS),
                new TokenTimes(
                        fields.numberOrZero(DUE),
                        fields.numberOrZero(ACCESS_ENDS),
                        fields.numberOrZero(CLAIMED_UNTIL),
                        fields.numberOrZero(UNANSWERED_SINCE)),
                fields.later(LAST));
    }

    @Override
    void write(TagWriter to, Session session) throws IOException {
        to.writeString(1, session.space().issuer());
        to.writeString(2, session.space().clientId());
        to.writeString(3, session.space().cookieName());
        to.writeString(4, session.subject());
        String sid = session.sid();
        if (sid != null) {
            to.writeString(5, sid);
        }
        to.writeInt64(6, session.began());
        to.writeInt64(7, session.started());
        to.writeInt64(8, session.expires());
        to.writeInt64(9, session.lastSeen());
        // sorted, so that equal sessions are equal bytes
        Map<String, String> claims = new TreeMap<>(session.claims());
        writeTexts(to, 10, List.copyOf(claims.keySet()));
        writeTexts(to, 11, List.copyOf(claims.values()));
        to.writeString(TOKENS, session.sealedTokens());
        TokenTimes times = session.times();
        writeUnlessZero(to, DUE, times.due());
        writeUnlessZero(to, ACCESS_ENDS, times.accessEnds());
        writeUnlessZero(to, CLAIMED_UNTIL, times.claimedUntil());
        writeUnlessZero(to, UNANSWERED_SINCE, times.unansweredSince());
        write(to, session.later());
    }

    private static void writeUnlessZero(TagWriter to, int id, long number) throws IOException {
        if (number != 0) {
            to.writeInt64(id, number);
        }
    }

    static Map<String, String> claims(List<String> names, List<String> values) throws IOException {
        if (names.size() != values.size()) {
            throw new IOException("A stored entry has " + names.size() + " names and " + values.size() + " values.");
        }
        Map<String, String> claims = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            claims.put(names.get(i), values.get(i));
        }
        return claims;
    }
}
