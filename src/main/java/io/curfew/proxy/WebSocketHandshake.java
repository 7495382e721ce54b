package io.curfew.proxy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The opening handshake of a WebSocket (RFC 6455, section 4), as far as one in the middle has to look at it. */
final class WebSocketHandshake {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final HeaderField UPGRADE = new HeaderField("Upgrade", "websocket");
    private static final HeaderField CONNECTION = new HeaderField("Connection", "Upgrade");

    private WebSocketHandshake() {}

    /** Another upgrade may be ignored (RFC 9110, section 7.8); a WebSocket client cannot go on without its own. */
    static boolean isAskedFor(ClientRequest request) {
        return request.header("Upgrade")
                .filter(protocols -> protocols.toLowerCase(Locale.ROOT).contains("websocket"))
                .isPresent();
    }

    /** Whether the request can open a WebSocket at all; versions, protocols and extensions are the upstream's business. */
    static boolean isWellFormed(ClientRequest request) {
        return request.method().equals("GET")
                && request.body() == null
                && names(request.headers(), "Connection", "upgrade")
                && names(request.headers(), "Upgrade", "websocket")
                && values(request.headers(), "Sec-WebSocket-Key").count() == 1;
    }

    /** These fields, and what makes them a handshake. */
    static List<HeaderField> withUpgrade(List<HeaderField> headers) {
        return Stream.concat(headers.stream(), Stream.of(UPGRADE, CONNECTION)).toList();
    }

    /** Whether the answer proves that the upstream has read this very request and speaks WebSocket now. */
    static boolean isAccepted(List<HeaderField> answer, ClientRequest request) {
        List<String> accept = values(answer, "Sec-WebSocket-Accept").toList();
        return names(answer, "Connection", "upgrade")
                && names(answer, "Upgrade", "websocket")
                && accept.size() == 1
                && accept.get(0)
                        .equals(accept(request.header("Sec-WebSocket-Key").orElse("")));
    }

    static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1.", e);
        }
    }

    private static boolean names(List<HeaderField> headers, String field, String option) {
        return values(headers, field)
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .anyMatch(value -> value.strip().equalsIgnoreCase(option));
    }

    private static Stream<String> values(List<HeaderField> headers, String name) {
        return headers.stream().filter(field -> field.is(name)).map(field -> field.value()
                .strip());
    }
}
