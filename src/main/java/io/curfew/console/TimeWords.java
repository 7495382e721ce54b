package io.curfew.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A time for somebody whose time zone is not known. */
final class TimeWords {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private TimeWords() {}

    /** {@code 5 minutes ago (23 Nov 2026, 14:52 UTC)}. */
    static String of(Instant then, Instant now) {
        return ago(Duration.between(then, now)) + " (" + MINUTE.format(then) + ")";
    }

    private static String ago(Duration past) {
        if (past.toMinutes() < 1) {
            return "just now";
        }
        if (past.toHours() < 1) {
            return count(past.toMinutes(), "minute");
        }
        return past.toDays() < 1 ? count(past.toHours(), "hour") : count(past.toDays(), "day");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s") + " ago";
    }
}
