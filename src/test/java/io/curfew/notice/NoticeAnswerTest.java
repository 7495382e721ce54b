package io.curfew.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeAnswerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void isTaken(int status) {
        assertInstanceOf(NoticeAnswer.Told.class, NoticeAnswer.of(status, null, NOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 401, 403, 404, 410, 422})
    void willNeverBeTaken(int status) {
        assertInstanceOf(NoticeAnswer.Refused.class, NoticeAnswer.of(status, "5", NOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void mayBeTakenLater(int status) {
        assertInstanceOf(NoticeAnswer.Later.class, NoticeAnswer.of(status, null, NOW));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "7 | 7",
                "60 | 60",
                "61 | 60",
                "999999999 | 60",
                "99999999999999 | 0",
                "-5 | 0",
                "soon | 0",
                "'' | 0",
                "Sun, 22 Nov 2026 12:00:20 GMT | 20",
                "Sun, 22 Nov 2026 13:00:00 GMT | 60",
                "Sun, 22 Nov 2026 11:00:00 GMT | 0",
                "Thu, 01 Jan 1970 00:00:00 GMT | 0"
            })
    void waitsAsLongAsItIsAskedToWithinBounds(String retryAfter, long seconds) {
        assertEquals(
                Duration.ofSeconds(seconds),
                assertInstanceOf(NoticeAnswer.Later.class, NoticeAnswer.of(503, retryAfter, NOW))
                        .pause());
    }

    @Test
    void withoutTheFieldThereIsNoWish() {
        assertEquals(
                Duration.ZERO,
                assertInstanceOf(NoticeAnswer.Later.class, NoticeAnswer.of(503, null, NOW))
                        .pause());
    }
}
