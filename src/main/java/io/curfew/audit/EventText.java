package io.curfew.audit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An event as it is shown, with the time by which it is sorted among those of other nodes, also of another version.
 *
 * @param millis since the epoch
 * @param json one line
 */
record EventText(long millis, String json) {
    /** Of several, as many as there is room for. */
    static String asText(List<EventText> events, int longest) {
        StringBuilder text = new StringBuilder();
        for (EventText event : events) {
            String line = event.millis + " " + event.json + "\n";
            if (text.length() + line.length() <= longest) {
                text.append(line);
            }
        }
        return text.toString();
    }

    /** Reads what {@link #asText} wrote. */
    static List<EventText> ofText(String text) {
        return text.lines().flatMap(line -> ofLine(line).stream()).toList();
    }

    private static Optional<EventText> ofLine(String line) {
        int border = line.indexOf(' ');
        try {
            return border < 0
                    ? Optional.empty()
                    : Optional.of(new EventText(Long.parseLong(line, 0, border, 10), line.substring(border + 1)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static String asJson(List<EventText> events) {
        return events.stream().map(EventText::json).collect(Collectors.joining(",", "[", "]"));
    }
}
