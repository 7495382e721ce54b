package io.curfew.session;

import io.curfew.session.SessionFilter.Field;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.infinispan.protostream.TagWriter;
import org.jspecify.annotations.Nullable;

/** {@code SessionQuestion} of {@code store.proto}. What a node does not understand it does not answer. */
final class SessionQuestionMarshaller extends EntryMarshaller<SessionQuestion> {
    private static final int LAST = 9;

    SessionQuestionMarshaller() {
        super(SessionQuestion.class, "SessionQuestion");
    }

    @Override
    SessionQuestion of(WireFields fields) throws IOException {
        if (!fields.later(LAST).equals(LaterFields.NONE)) {
            throw new IOException("A question for sessions has more fields than this version of Curfew knows.");
        }
        Map<Field, String> texts = new EnumMap<>(Field.class);
        for (Map.Entry<String, String> text :
                SessionMarshaller.claims(fields.texts(1), fields.texts(2)).entrySet()) {
            texts.put(field(text.getKey()), text.getValue());
        }
        String hash = fields.textOrNull(7);
        return new SessionQuestion(
                new SessionFilter(texts, fields.number(3), fields.number(4)),
                Math.toIntExact(fields.number(5)),
                hash == null ? null : new SessionPlace(fields.number(6), hash),
                Duration.ofMillis(fields.number(8)),
                fields.number(LAST) != 0);
    }

    private static Field field(String name) throws IOException {
        try {
            return Field.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IOException("Sessions are looked for by what this version of Curfew does not know.", e);
        }
    }

    @Override
    void write(TagWriter to, SessionQuestion question) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        question.filter().texts().forEach((field, text) -> texts.put(field.text(), text));
        writeTexts(to, 1, List.copyOf(texts.keySet()));
        writeTexts(to, 2, List.copyOf(texts.values()));
        to.writeInt64(3, question.filter().from());
        to.writeInt64(4, question.filter().until());
        to.writeInt64(5, question.most());
        @Nullable SessionPlace after = question.after();
        if (after != null) {
            to.writeInt64(6, after.began());
            to.writeString(7, after.hash());
        }
        to.writeInt64(8, question.limit().toMillis());
        to.writeInt64(LAST, question.anyState() ? 1 : 0);
    }
}
