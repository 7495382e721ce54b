package io.curfew;

import java.util.Locale;

/** The values of labels. */
final class Labels {
    private Labels() {}

    static String of(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
