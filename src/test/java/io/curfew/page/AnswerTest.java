package io.curfew.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    @Test
    void noAnswerIsStored() {
        for (Answer answer : List.of(
                Answer.page(200, new Page("title", List.of(), List.of())),
                Answer.problem(new Problem(503, "title", "detail")),
                Answer.json(200, "{}"),
                Answer.seeOther(URI.create("https://id.example.com/")))) {
            assertEquals(List.of("no-store"), answer.header("cache-control"));
        }
    }

    @Test
    void redirectsToAsciiWithAGet() {
        Answer answer = Answer.seeOther(URI.create("https://apps.example.com/tschüß"));

        assertEquals(303, answer.status());
        assertEquals(List.of("https://apps.example.com/tsch%C3%BC%C3%9F"), answer.header("Location"));
    }

    @Test
    void keepsSeveralCookies() {
        Answer answer =
                Answer.json(200, "{}").with(SetCookie.cleared("a", false)).with(SetCookie.cleared("b", false));

        assertEquals(2, answer.header("Set-Cookie").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb: c", "a\nb", "ü"})
    void aHeaderCannotBreakOut(String value) {
        assertThrows(IllegalArgumentException.class, () -> new Answer.Header("Location", value));
    }

    @Test
    void aProblemIsJsonWhateverItSays() {
        Answer answer = Answer.problem(new Problem(503, "a \"title\"", "line\nnext </script> \u2028 ü"));

        assertEquals(503, answer.status());
        assertEquals(List.of("application/problem+json"), answer.header("Content-Type"));
        assertEquals(
                "{\"type\":\"about:blank\",\"title\":\"a \\\"title\\\"\",\"status\":503,"
                        + "\"detail\":\"line\\u000anext \\u003c/script> \\u2028 ü\"}",
                answer.body());
        assertArrayEquals(answer.body().getBytes(StandardCharsets.UTF_8), answer.bytes());
    }

    @Test
    void aProblemMayHaveACode() {
        String json = new Problem(401, "title", "detail", "session_evicted").json();
        assertEquals(
                "{\"type\":\"about:blank\",\"title\":\"title\",\"status\":401,\"detail\":\"detail\",\"code\":\"session_evicted\"}",
                json);
    }
}
