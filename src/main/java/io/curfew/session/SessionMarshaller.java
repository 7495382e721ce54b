package io.curfew.session;

import io.curfew.config.Route.SessionSpace;
import io.curfew.config.SessionRules;
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
    private static final int AUDIENCE = 20;
    private static final int BOUND = 21;
    private static final int ENDS = 22;
    private static final int ID = 23;
    private static final int REMEMBERED = 24;
    private static final int PLACE = 25;

    SessionMarshaller() {
        super(Session.class, "Session");
    }

    @Override
    Session of(WireFields fields) throws IOException {
        return new Session(
                new SessionSpace(
                        fields.text(1),
                        fields.text(2),
                        fields.text(3),
                        fields.textOr(AUDIENCE, SessionRules.DEFAULT_AUDIENCE)),
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
                standing(fields),
                fields.textOr(PLACE, ""),
                fields.later(UNANSWERED_SINCE, AUDIENCE, BOUND, ENDS, ID, REMEMBERED, PLACE));
    }

    private static Standing standing(WireFields fields) throws IOException {
        String id = fields.textOrNull(ID);
        if (id == null) {
            return Standing.UNSAID;
        }
        String remembered = fields.textOrNull(REMEMBERED);
        return new Standing(
                fields.textOrNull(BOUND), fields.number(ENDS), ids(id), remembered == null ? null : ids(remembered));
    }

    private static RollingId ids(String text) throws IOException {
        try {
            return RollingId.ofText(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("A stored session has ids that cannot be read.", e);
        }
    }

    private static void write(TagWriter to, Standing standing) throws IOException {
        if (standing.equals(Standing.UNSAID)) {
            return;
        }
        String bound = standing.bound();
        if (bound != null) {
            to.writeString(BOUND, bound);
        }
        to.writeInt64(ENDS, standing.ends());
        to.writeString(ID, standing.id().asText());
        RollingId remembered = standing.remembered();
        if (remembered != null) {
            to.writeString(REMEMBERED, remembered.asText());
        }
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
        if (!session.space().audience().equals(SessionRules.DEFAULT_AUDIENCE)) {
            to.writeString(AUDIENCE, session.space().audience());
        }
        write(to, session.standing());
        if (!session.sealedPlace().isEmpty()) {
            to.writeString(PLACE, session.sealedPlace());
        }
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
