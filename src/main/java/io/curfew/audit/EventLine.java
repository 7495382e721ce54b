package io.curfew.audit;

import io.curfew.page.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Writes an event as one line of JSON, whatever its texts hold: they come from providers and browsers. */
final class EventLine {
    /** As long as {@code sub} and {@code sid} may be; a longer text is cut and ends with an ellipsis. */
    static final int LONGEST = 1024;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final StringBuilder line = new StringBuilder(256).append('{');
    private final AuditEvent event;
    private final boolean withWho;

    /** @param withWho whether it says who it was, and from where; else there are fingerprints of user and session */
    EventLine(AuditEvent event, boolean withWho) {
        this.event = event;
        this.withWho = withWho;
    }

    String json() {
        LogoutWay how = event.how();
        text("time", TIME.format(event.time()));
        text("event", event.event().text());
        text("receipt", event.receipt());
        text("how", how == null ? null : how.text());
        text("outcome", event.outcome());
        text("issuer", event.issuer());
        text("client_id", event.clientId());
        text("subject", told(event.subject()));
        text("sid", told(event.sid()));
        text("route", event.route());
        text("address", withWho ? event.address() : null);
        number("sessions", event.sessions());
        number("milliseconds", event.milliseconds());
        text("actor", event.actor());
        text("action", event.action());
        text("reason", event.reason());
        number("count", event.count());
        text("node", event.node());
        return line.append('}').toString();
    }

    private @Nullable String told(@Nullable String text) {
        return text == null || withWho ? text : fingerprint(text);
    }

    private void text(String name, @Nullable String value) {
        if (value != null) {
            name(name).append(quoted(value));
        }
    }

    private void number(String name, @Nullable Number value) {
        if (value != null) {
            name(name).append(value);
        }
    }

    private StringBuilder name(String name) {
        if (line.length() > 1) {
            line.append(',');
        }
        return line.append('"').append(name).append("\":");
    }

    /** A terminal that shows the line must not be led by it either: what moves the cursor or turns the direction is escaped. */
    private static String quoted(String value) {
        StringBuilder plain = new StringBuilder(Math.min(value.length(), LONGEST));
        value.codePoints()
                .limit(LONGEST)
                .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .forEach(plain::appendCodePoint);
        if (value.codePointCount(0, value.length()) > LONGEST) {
            plain.append('…');
        }
        String quoted = Json.quote(plain.toString());
        StringBuilder visible = new StringBuilder(quoted.length());
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            int type = Character.getType(c);
            if (type == Character.CONTROL || type == Character.FORMAT) {
                visible.append(String.format("\\u%04x", (int) c));
            } else {
                visible.append(c);
            }
        }
        return visible.toString();
    }

    /** As in the other lines of the server's log: lines about the same thing can be found without telling what it is. */
    private static String fingerprint(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
