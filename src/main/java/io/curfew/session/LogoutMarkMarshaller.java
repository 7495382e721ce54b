package io.curfew.session;

import java.io.IOException;
import org.infinispan.protostream.TagWriter;

/** {@code LogoutMark} of {@code store.proto}. */
final class LogoutMarkMarshaller extends EntryMarshaller<LogoutMark> {
    LogoutMarkMarshaller() {
        super(LogoutMark.class, "LogoutMark");
    }

    @Override
    LogoutMark of(WireFields fields) throws IOException {
        return new LogoutMark(fields.number(1), fields.later(1));
    }

    @Override
    void write(TagWriter to, LogoutMark mark) throws IOException {
        to.writeInt64(1, mark.until());
        write(to, mark.later());
    }
}
