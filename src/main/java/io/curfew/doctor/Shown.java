package io.curfew.doctor;

import io.curfew.provider.OutsideText;
import java.util.List;
import java.util.stream.Collectors;

/** What came from outside, made fit for a sentence. */
final class Shown {
    private static final int MOST = 10;

    private Shown() {}

    static String list(List<String> texts) {
        return texts.isEmpty()
                ? "nothing"
                : texts.stream().limit(MOST).map(OutsideText::shown).collect(Collectors.joining(", "))
                        + (texts.size() > MOST ? ", and others" : "");
    }
}
