package io.curfew.session;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.infinispan.protostream.TagWriter;

/** {@code PendingLogin} of {@code store.proto}; it is never saved again, so what a later version added may be dropped. */
final class PendingLoginMarshaller extends EntryMarshaller<PendingLogin> {
    PendingLoginMarshaller() {
        super(PendingLogin.class, "PendingLogin");
    }

    @Override
    PendingLogin of(WireFields fields) throws IOException {
        return new PendingLogin(
                fields.text(1),
                fields.text(2),
                SessionMarshaller.claims(fields.texts(3), fields.texts(4)),
                fields.number(5));
    }

    @Override
    void write(TagWriter to, PendingLogin login) throws IOException {
        to.writeString(1, login.routeName());
        to.writeString(2, login.returnTo());
        Map<String, String> attributes = new TreeMap<>(login.attributes());
        writeTexts(to, 3, List.copyOf(attributes.keySet()));
        writeTexts(to, 4, List.copyOf(attributes.values()));
        to.writeInt64(5, login.created());
    }
}
