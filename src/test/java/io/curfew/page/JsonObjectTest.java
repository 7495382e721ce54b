package io.curfew.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small objects are read in one way, and everything else in none. */
class JsonObjectTest {
    @Test
    void textsAndBooleansByTheirNames() {
        assertEquals(
                Optional.of(Map.of("reason", "a \"b\" \\ / \u00e9 \ud83d\ude00\t", "all", true, "not", false, "", "")),
                JsonObject.read(" { \"reason\" : \"a \\\"b\\\" \\\\ \\/ \\u00E9 \\ud83d\\ude00\\t\",\n\"all\":true,"
                        + " \"not\":false ,\"\":\"\"} "));
        assertEquals(Optional.of(Map.of()), JsonObject.read("{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[]",
                "\"x\"",
                "null",
                "{\"a\":1}",
                "{\"a\":null}",
                "{\"a\":{}}",
                "{\"a\":[]}",
                "{\"a\":\"b\",}",
                "{,}",
                "{\"a\" \"b\"}",
                "{\"a\":\"b\"} x",
                "{\"a\":\"b\"}{}",
                "{\"a\":\"b\",\"a\":\"c\"}",
                "{'a':'b'}",
                "{a:\"b\"}",
                "{\"a\":\"b}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\u12zz\"}",
                "{\"a\":\"\\ud83d\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":tru}",
                "{\"a\":trueX}",
                "{\"a\":\"b\" \"c\":\"d\"}",
                "{\"a\":\"\\"
            })
    void everythingElseIsNothing(String text) {
        assertEquals(Optional.empty(), JsonObject.read(text));
    }
}
