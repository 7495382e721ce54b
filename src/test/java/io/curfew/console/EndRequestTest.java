package io.curfew.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose sessions are to end is said in one way, with a reason. */
class EndRequestTest {
    private static String json(String members) {
        return members.replace('\'', '"');
    }

    @Test
    void aUserAClientOrEverybody() throws UnusableRequestException {
        assertEquals(
                new EndRequest.OfUser("https://id.example", "alice", "lost laptop"),
                EndRequest.of(json("{'issuer':'https://id.example','subject':'alice','reason':' lost laptop '}")));
        assertEquals(
                new EndRequest.OfClient("gateway", null, "leak"),
                EndRequest.of(json("{'client_id':'gateway','reason':'leak'}")));
        assertEquals(
                new EndRequest.OfClient("gateway", "https://id.example", "leak"),
                EndRequest.of(json("{'client_id':'gateway','issuer':'https://id.example','reason':'leak'}")));
        assertEquals(new EndRequest.OfEverybody("move"), EndRequest.of(json("{'all':true,'reason':'move'}")));
        String longest = "\ud83d\ude00".repeat(EndRequest.LONGEST_REASON);
        assertEquals(longest, EndRequest.reason(longest));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "whom|{'reason':'x'}",
                "whom|{'reason':'x','all':false}",
                "whom|{'reason':'x','all':'true'}",
                "whom|{'reason':'x','subject':'alice'}",
                "whom|{'reason':'x','issuer':'https://id.example'}",
                "whom|{'reason':'x','all':true,'client_id':'gateway'}",
                "whom|{'reason':'x','all':true,'issuer':'i','subject':'alice'}",
                "whom|{'reason':'x','issuer':'i','subject':'alice','client_id':'gateway'}",
                "body|{'reason':'x','all':true,'more':'y'}",
                "body|all",
                "reason|{'all':true}",
                "reason|{'all':true,'reason':'  '}",
                "reason|{'all':true,'reason':true}",
                "reason|{'all':true,'reason':'one\\nother=x'}",
                "subject|{'reason':'x','issuer':'i','subject':''}"
            })
    void anythingElseIsRefusedByName(String code, String body) {
        UnusableRequestException refused =
                assertThrows(UnusableRequestException.class, () -> EndRequest.of(json(body)));
        assertEquals(400, refused.answer().status());
        assertTrue(
                refused.answer().body().endsWith("\"code\":\"" + code + "\"}"),
                refused.answer().body());
    }

    @Test
    void aReasonHasABound() {
        assertThrows(
                UnusableRequestException.class, () -> EndRequest.reason("x".repeat(EndRequest.LONGEST_REASON + 1)));
        assertThrows(UnusableRequestException.class, () -> EndRequest.reason("a\u2028b"));
        assertThrows(UnusableRequestException.class, () -> EndRequest.reason(null));
    }
}
