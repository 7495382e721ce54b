package io.curfew.launch.kong;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lines of a properties file that the gateway reads as they are meant. */
final class PropertiesText {
    private final List<String> lines = new ArrayList<>();

    void comment(String text) {
        lines.add("# " + Report.printable(text));
    }

    void gap() {
        lines.add("");
    }

    /** @param prefix what stands before the names, with the dot at its end */
    void values(String prefix, Map<String, String> values) {
        values.forEach((name, value) -> lines.add(prefix + name + "=" + escaped(value)));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Java's escapes, around MicroProfile Config's: of two dollars it makes one, and it looks up what stands in <code>${}</code>. */
    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        String literal = value.replace("$", "\\$");
        for (int position = 0; position < literal.length(); position++) {
            char character = literal.charAt(position);
            if (character == '\\' || (position == 0 && character == ' ')) {
                escaped.append('\\').append(character);
            } else if (Character.isISOControl(character)) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString();
    }
}
