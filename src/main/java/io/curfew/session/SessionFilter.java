package io.curfew.session;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Which sessions are looked for: those that have all of it.
 *
 * @param texts what fields are to be; of {@link Field#USER_NAME} a part in any case
 * @param from seconds since the epoch: the first in which they began, by the provider's clock
 * @param until the last
 */
public record SessionFilter(Map<Field, String> texts, long from, long until) {
    /** All of them. */
    public static final SessionFilter NONE = new SessionFilter(Map.of(), 0, Long.MAX_VALUE);

    /** What can be looked for. */
    public enum Field {
        ISSUER,
        SUBJECT,
        USER_NAME,
        CLIENT_ID,
        /** The name of one that it is a session of. */
        ROUTE,
        SID,
        /** From where its user signed in. */
        ADDRESS;

        /** As it is called outside. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SessionFilter {
        texts = Map.copyOf(texts);
    }

    /** The same with a field more. */
    public SessionFilter with(Field field, String text) {
        Map<Field, String> more = new EnumMap<>(Field.class);
        more.putAll(texts);
        more.put(field, text);
        return new SessionFilter(more, from, until);
    }

    /** Whether a field is not asked for, or is this. */
    boolean admits(Field field, String text) {
        return Objects.equals(texts.getOrDefault(field, text), text);
    }

    /** Whether the index knows which sessions can be meant. */
    boolean isIndexed() {
        return texts.containsKey(Field.SUBJECT) || texts.containsKey(Field.SID);
    }

    @Override
    public String toString() {
        return "[filter of sessions]";
    }
}
