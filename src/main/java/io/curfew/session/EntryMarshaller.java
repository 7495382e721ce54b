package io.curfew.session;

import java.io.IOException;
import java.util.List;
import org.infinispan.protostream.ProtobufTagMarshaller;
import org.infinispan.protostream.TagWriter;

/** One type of {@code store.proto}: how an object becomes a message and a message an object. */
abstract class EntryMarshaller<T> implements ProtobufTagMarshaller<T> {
    private final Class<? extends T> type;
    private final String message;

    /** @param message its name in the schema, without the package */
    EntryMarshaller(Class<? extends T> type, String message) {
        this.type = type;
        this.message = message;
    }

    abstract T of(WireFields fields) throws IOException;

    abstract void write(TagWriter to, T entry) throws IOException;

    @Override
    public final T read(ReadContext context) throws IOException {
        return of(WireFields.read(message, context.getReader()));
    }

    @Override
    public final void write(WriteContext context, T entry) throws IOException {
        write(context.getWriter(), entry);
    }

    @Override
    public final Class<? extends T> getJavaClass() {
        return type;
    }

    @Override
    public final String getTypeName() {
        return StoreSchema.PACKAGE + "." + message;
    }

    static void writeTexts(TagWriter to, int id, List<String> texts) throws IOException {
        for (String text : texts) {
            to.writeString(id, text);
        }
    }

    static void write(TagWriter to, LaterFields later) throws IOException {
        for (WireField field : later.fields()) {
            field.write(to);
        }
    }
}
