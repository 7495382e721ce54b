package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailerPolicyTest {
    @ParameterizedTest
    @ValueSource(strings = {"X-Sum", "Digest", "Server-Timing", "ETag", "grpc-status"})
    void whatDescribesABodyPasses(String name) {
        assertTrue(TrailerPolicy.passes(new HeaderField(name, "v")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length",
                "content_length",
                "Transfer-Encoding",
                "Host",
                "Connection",
                "TE",
                "Trailer",
                "Cookie",
                "Set-Cookie",
                "set_cookie",
                "Authorization",
                "Proxy-Authorization",
                "Proxy",
                "Content-Type",
                "Content-Encoding",
                "Content-Range",
                "Location",
                "Cache-Control",
                "Range",
                "If-None-Match",
                "Clear-Site-Data",
                "$WSSN",
                "X A"
            })
    void whatSteersAMessageDoesNot(String name) {
        assertFalse(TrailerPolicy.passes(new HeaderField(name, "v")));
    }
}
