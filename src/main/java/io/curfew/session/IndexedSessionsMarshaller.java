package io.curfew.session;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.infinispan.protostream.TagWriter;

/** {@code IndexedSessions} of {@code store.proto}. */
final class IndexedSessionsMarshaller extends EntryMarshaller<IndexedSessions> {
    IndexedSessionsMarshaller() {
        super(IndexedSessions.class, "IndexedSessions");
    }

    @Override
    IndexedSessions of(WireFields fields) throws IOException {
        List<String> keys = fields.texts(1);
        List<Long> ends = fields.numbers(2);
        if (keys.size() != ends.size()) {
            throw new IOException("A stored index has " + keys.size() + " sessions and " + ends.size() + " ends.");
        }
        Map<SessionKey, Long> sessions = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            sessions.put(new SessionKey(keys.get(i)), ends.get(i));
        }
        return new IndexedSessions(sessions, fields.later(2));
    }

    @Override
    void write(TagWriter to, IndexedSessions index) throws IOException {
        // sorted, so that equal indexes are equal bytes
        List<SessionKey> keys = index.ends().keySet().stream()
                .sorted(Comparator.comparing(SessionKey::value))
                .toList();
        for (SessionKey key : keys) {
            to.writeString(1, key.value());
        }
        for (SessionKey key : keys) {
            to.writeInt64(2, index.ends().getOrDefault(key, 0L));
        }
        write(to, index.later());
    }
}
