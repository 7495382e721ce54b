package io.curfew.session;

import java.io.IOException;
import org.infinispan.protostream.TagWriter;

/** {@code LogoutMark} of {@code store.proto}. */
final class LogoutMarkMarshaller extends EntryMarshaller<LogoutMark> {
    private static final int REASON = 10;

    LogoutMarkMarshaller() {
        super(LogoutMark.class, "LogoutMark");
    }

    @Override
    LogoutMark of(WireFields fields) throws IOException {
        return new LogoutMark(fields.number(1), fields.textOrNull(REASON), fields.later(1, REASON));
    }

    @Override
    void write(TagWriter to, LogoutMark mark) throws IOException {
        to.writeInt64(1, mark.until());
        String reason = mark.reason();
        if (reason != null) {
            to.writeString(REASON, reason);
        }
        write(to, mark.later());
    }
}
