package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.curfew.page.SetCookie;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the gateway adds to an answer is for one browser, and no cache may give it to another. */
class OwnFieldsTest {
    private static final SetCookie COOKIE = new SetCookie("__Host-curfew", "next", null, true);
    private static final HeaderField SET =
            new HeaderField("Set-Cookie", "__Host-curfew=next; Path=/; Secure; HttpOnly; SameSite=Lax");
    private static final HeaderField TYPE = new HeaderField("Content-Type", "text/css");
    private static final HeaderField PUBLIC = new HeaderField("cache-control", "public, s-maxage=60, max-age=600");
    private static final HeaderField ID = new HeaderField("Session-Id", "name");

    @Test
    void withoutAnyTheAnswerIsAsItWas() {
        List<HeaderField> answer = List.of(TYPE, PUBLIC);
        assertSame(answer, new OwnFields(List.of(), List.of()).over(answer, 200));
    }

    @Test
    void anAnswerWithACookieIsNeverStored() {
        assertEquals(
                List.of(TYPE, SET, new HeaderField("Cache-Control", "no-store")),
                new OwnFields(List.of(), List.of(COOKIE))
                        .over(
                                List.of(
                                        TYPE,
                                        PUBLIC,
                                        new HeaderField("Expires", "Thu, 01 Jan 2099 00:00:00 GMT"),
                                        new HeaderField("CDN-Cache-Control", "max-age=600"),
                                        new HeaderField("Surrogate-Control", "max-age=600")),
                                200));
    }

    @Test
    void whatIsInACacheAlreadyGetsNoCookie() {
        List<HeaderField> answer = List.of(PUBLIC);
        assertSame(answer, new OwnFields(List.of(), List.of(COOKIE)).over(answer, 304));
    }

    @Test
    void anAnswerThatTellsOfASessionIsForOneBrowser() {
        assertEquals(
                List.of(TYPE, ID, new HeaderField("Cache-Control", "private, max-age=600")),
                new OwnFields(List.of(ID), List.of()).over(List.of(TYPE, PUBLIC), 200));
        assertEquals(
                List.of(ID, new HeaderField("Cache-Control", "private, no-store")),
                new OwnFields(List.of(ID), List.of()).over(List.of(new HeaderField("Cache-Control", "no-store")), 304));
    }

    @Test
    void anUpstreamCannotTellOfASession() {
        assertEquals(
                List.of(ID, new HeaderField("Cache-Control", "private")),
                new OwnFields(List.of(ID), List.of()).over(List.of(new HeaderField("session-id", "forged")), 200));
    }
}
