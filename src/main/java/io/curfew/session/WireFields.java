package io.curfew.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.infinispan.protostream.TagReader;
import org.jspecify.annotations.Nullable;

/** The fields of one stored entry, while it is read. */
final class WireFields {
    private final String type;
    private final List<WireField> fields = new ArrayList<>();

    private WireFields(String type) {
        this.type = type;
    }

    static WireFields read(String type, TagReader from) throws IOException {
        WireFields all = new WireFields(type);
        for (int tag = from.readTag(); tag != 0; tag = from.readTag()) {
            all.fields.add(WireField.read(tag, from));
        }
        return all;
    }

    String text(int id) throws IOException {
        String text = textOrNull(id);
        if (text == null) {
            throw missing(id);
        }
        return text;
    }

    @Nullable
    String textOrNull(int id) throws IOException {
        WireField field = last(id);
        return field == null ? null : field.text();
    }

    String textOr(int id, String otherwise) throws IOException {
        String text = textOrNull(id);
        return text == null ? otherwise : text;
    }

    List<String> texts(int id) throws IOException {
        List<String> texts = new ArrayList<>();
        for (WireField field : fields) {
            if (field.id() == id) {
                texts.add(field.text());
            }
        }
        return texts;
    }

    long number(int id) throws IOException {
        WireField field = last(id);
        if (field == null) {
            throw missing(id);
        }
        return field.number();
    }

    /** A number that is left out where it is zero, and that earlier versions did not write. */
    long numberOrZero(int id) {
        WireField field = last(id);
        return field == null ? 0 : field.number();
    }

    List<Long> numbers(int id) {
        return fields.stream()
                .filter(field -> field.id() == id)
                .map(WireField::number)
                .toList();
    }

    /**
     * Those that this version does not know.
     *
     * @param lastKnown up to which it knows all
     * @param more what it knows beyond
     */
    LaterFields later(int lastKnown, int... more) {
        return new LaterFields(fields.stream()
                .filter(field -> field.id() > lastKnown && IntStream.of(more).noneMatch(known -> known == field.id()))
                .toList());
    }

    private @Nullable WireField last(int id) {
        WireField last = null;
        for (WireField field : fields) {
            if (field.id() == id) {
                last = field;
            }
        }
        return last;
    }

    private IOException missing(int id) {
        return new IOException("A stored " + type + " has no field " + id + ".");
    }
}
