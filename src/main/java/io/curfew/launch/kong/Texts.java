package io.curfew.launch.kong;

import java.util.List;
import java.util.Locale;

/** What texts of the file mean. */
final class Texts {
    private static final List<String> TRUE = List.of("true", "yes", "on");
    private static final List<String> FALSE = List.of("false", "no", "off");

    private Texts() {}

    /** By YAML 1.1, as Kong reads its files. */
    static boolean isFalse(String text) {
        return FALSE.contains(text.toLowerCase(Locale.ROOT));
    }

    /** {@code true} or {@code false} where YAML 1.1 knows more words for them. */
    static String flag(String text) {
        return isFalse(text) ? "false" : TRUE.contains(text.toLowerCase(Locale.ROOT)) ? "true" : text;
    }

    /** Kong or its command line tool would put the value in, from a vault or the environment. */
    static boolean isReference(String text) {
        return text.contains("{vault://") || text.contains("${{");
    }

    /** The gateway strips what it reads, so such a text would become another one. */
    static boolean isPadded(String text) {
        return !text.equals(text.strip());
    }
}
