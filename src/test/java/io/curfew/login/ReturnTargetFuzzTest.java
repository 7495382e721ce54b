package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curfew.config.PublicUrl;
import io.curfew.fuzz.Input;
import io.curfew.page.Answer;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where a login leads: to the gateway's own origin, as every browser reads it. */
class ReturnTargetFuzzTest {
    private static final PublicUrl PUBLIC_URL = new PublicUrl(URI.create("https://apps.example.com"));

    /** A {@code return_to} argument, decoded. */
    @FuzzTest(maxDuration = "5m")
    void asked(byte[] bytes) {
        Optional<ReturnTarget> target =
                ReturnTarget.parse(Input.ofText(bytes, 1).part(0), PUBLIC_URL);
        target.ifPresent(ReturnTargetFuzzTest::assertIsOurs);
    }

    /** The path and the query of a request. */
    @FuzzTest(maxDuration = "5m")
    void requested(byte[] bytes) {
        Input input = Input.ofRequest(bytes, 2);
        String path = "/" + input.part(0).replaceAll("[^A-Za-z0-9%._~-]", "");
        Optional<ReturnTarget> target = ReturnTarget.ofRequest(path, input.part(1));
        target.ifPresent(ReturnTargetFuzzTest::assertIsOurs);
        target.ifPresent(found -> assertEquals(path, found.path()));
    }

    private static void assertIsOurs(ReturnTarget target) {
        String location = target.location(PUBLIC_URL);
        assertEquals("https://apps.example.com", Input.originAsBrowsersReadIt(location), location);
        assertEquals(
                "https://apps.example.com",
                Input.originAsBrowsersReadIt(
                        (target.pathAndQuery().matches("[/\\\\]{2}.*") ? "https:" : "https://apps.example.com")
                                + target.pathAndQuery()),
                "also without the origin in front");
        assertTrue(location.length() <= ReturnTarget.LONGEST + "https://apps.example.com".length());
        assertEquals(Optional.of(target), ReturnTarget.parse(target.pathAndQuery(), PUBLIC_URL));
        assertEquals(Optional.of(target), ReturnTarget.parse(location, PUBLIC_URL));
        assertEquals(List.of(location), Answer.seeOther(location).header("Location"));
    }
}
