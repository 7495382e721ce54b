package io.curfew.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.infinispan.protostream.TagWriter;

/** {@code SessionFindings} of {@code store.proto}. */
final class SessionFindingsMarshaller extends EntryMarshaller<SessionFindings> {
    SessionFindingsMarshaller() {
        super(SessionFindings.class, "SessionFindings");
    }

    @Override
    SessionFindings of(WireFields fields) throws IOException {
        List<String> hashes = fields.texts(1);
        List<Long> began = fields.numbers(2);
        if (hashes.size() != began.size()) {
            throw new IOException("An answer has " + hashes.size() + " sessions and " + began.size() + " times.");
        }
        List<SessionPlace> places = new ArrayList<>();
        for (int i = 0; i < hashes.size(); i++) {
            places.add(new SessionPlace(began.get(i), hashes.get(i)));
        }
        return new SessionFindings(places, fields.number(3) != 0);
    }

    @Override
    void write(TagWriter to, SessionFindings findings) throws IOException {
        for (SessionPlace place : findings.places()) {
            to.writeString(1, place.hash());
        }
        for (SessionPlace place : findings.places()) {
            to.writeInt64(2, place.began());
        }
        to.writeInt64(3, findings.complete() ? 1 : 0);
    }
}
