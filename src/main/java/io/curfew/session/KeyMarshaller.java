package io.curfew.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.infinispan.protostream.TagWriter;

/** A key is nothing but texts, always the same number, in order; its message never changes, or nobody would find its entry. */
final class KeyMarshaller<T> extends EntryMarshaller<T> {
    private final Function<T, List<String>> texts;
    private final Function<List<String>, T> make;
    private final int size;

    KeyMarshaller(
            Class<T> type, String message, int size, Function<T, List<String>> texts, Function<List<String>, T> make) {
        super(type, message);
        this.size = size;
        this.texts = texts;
        this.make = make;
    }

    @Override
    T of(WireFields fields) throws IOException {
        if (!fields.later(size).equals(LaterFields.NONE)) {
            throw new IOException("A stored key has more fields than this version of Curfew knows.");
        }
        List<String> read = new ArrayList<>();
        for (int id = 1; id <= size; id++) {
            read.add(fields.text(id));
        }
        return make.apply(read);
    }

    @Override
    void write(TagWriter to, T key) throws IOException {
        int id = 1;
        for (String text : texts.apply(key)) {
            to.writeString(id++, text);
        }
    }
}
