package io.curfew.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** What an application said to a notice. */
sealed interface NoticeAnswer {
    /** No application makes us wait longer by asking for it. */
    Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** It has taken it. */
    record Told() implements NoticeAnswer {}

    /**
     * It will never take it.
     *
     * @param why safe to log
     */
    record Refused(String why) implements NoticeAnswer {}

    /**
     * It may take it later.
     *
     * @param why safe to log
     * @param pause how long it asked to be left alone
     */
    record Later(String why, Duration pause) implements NoticeAnswer {}

    /**
     * Of an answer by HTTP.
     *
     * @param retryAfter the header field, or null
     */
    static NoticeAnswer of(int status, @Nullable String retryAfter, Instant now) {
        if (status >= 200 && status < 300) {
            return new Told();
        }
        String why = "status " + status;
        return status >= 500 || status == 408 || status == 429
                ? new Later(why, pause(retryAfter, now))
                : new Refused(why);
    }

    /** RFC 9110, section 10.2.3: seconds or a date. */
    private static Duration pause(@Nullable String retryAfter, Instant now) {
        if (retryAfter == null) {
            return Duration.ZERO;
        }
        Duration asked;
        try {
            asked = retryAfter.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(retryAfter))
                    : Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter)));
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE;
    }
}
