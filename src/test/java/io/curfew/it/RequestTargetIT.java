package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every request target of the table in {@code docs/requests.md}, byte for byte: what the upstream received, or the answer with nothing
 * there. The page is the table, so it cannot say anything else than what happens.
 */
@ExtendWith(HostileScene.Shared.class)
class RequestTargetIT {
    private static final Pattern ROW = Pattern.compile("\\| `(.+)` \\| (?:`(.+)`|(400|401|404|505|sign-out)) \\|");
    private static final Pattern TOKEN = Pattern.compile("<(NUL|TAB|LT|[0-9A-F]{2}|[0-9]+ a)>");
    private static final int FEWEST_ROWS = 105;

    private final HostileScene scene;

    RequestTargetIT(HostileScene scene) {
        this.scene = scene;
    }

    /** One line of the page. */
    private record Row(String shown, String target, String becomes) {}

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line :
                Files.readString(Path.of("docs", "requests.md")).lines().toList()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String forwarded = row.group(2);
                rows.add(new Row(
                        row.group(1), octets(row.group(1)), forwarded == null ? row.group(3) : octets(forwarded)));
            }
        }
        return rows;
    }

    private static String octets(String shown) {
        return TOKEN.matcher(shown).replaceAll(match -> Matcher.quoteReplacement(octet(match.group(1))));
    }

    private static String octet(String token) {
        return switch (token) {
            case "NUL" -> "\0";
            case "TAB" -> "\t";
            case "LT" -> "<";
            default ->
                token.endsWith(" a")
                        ? "a".repeat(Integer.parseInt(token.substring(0, token.length() - 2)))
                        : String.valueOf((char) Integer.parseInt(token, 16));
        };
    }

    @Test
    void thePageSaysWhatHappens() throws IOException {
        List<Row> rows = rows();
        assertTrue(rows.size() >= FEWEST_ROWS, rows.size() + " rows");
        List<String> expected = new ArrayList<>();
        List<String> happened = new ArrayList<>();
        for (Row row : rows) {
            String found = send(row.target());
            System.out.println("| " + row.shown() + " | " + shortened(found) + " |");
            expected.add(row.shown() + " -> " + shortened(row.becomes()));
            happened.add(row.shown() + " -> " + shortened(found));
        }
        assertEquals(String.join("\n", expected), String.join("\n", happened));
    }

    private static String shortened(String text) {
        return text.replaceAll("a{100,}", "<many a>");
    }

    /** The target at the upstream, a status, or {@code sign-out} for the answer to a sign-out that another site wants. */
    private String send(String target) throws IOException {
        int before = scene.upstream().heads().size();
        Wire.Reply reply = Wire.send(
                scene.port(), Wire.request("GET", target, scene.alice(), "Sec-Fetch-Site: cross-site", "X-A: b"));
        List<String> heads = scene.upstream().heads();
        List<String> arrived = heads.subList(before, heads.size());
        if (arrived.isEmpty()) {
            return reply.status() == 403 ? "sign-out" : Integer.toString(reply.status());
        }
        assertEquals(1, arrived.size(), target);
        assertEquals(200, reply.status(), target);
        String line = arrived.get(0).substring(0, arrived.get(0).indexOf("\r\n"));
        assertTrue(line.startsWith("GET ") && line.endsWith(" HTTP/1.1"), line);
        return line.substring(4, line.length() - 9);
    }

    @Test
    void whatSignsOutIsNeverForwarded() throws IOException {
        for (String method : List.of("GET", "POST", "DELETE")) {
            int before = scene.upstream().heads().size();
            Wire.Reply reply = Wire.send(
                    scene.port(),
                    Wire.request(
                            method,
                            "/orders/logout",
                            scene.alice(),
                            "Sec-Fetch-Site: cross-site",
                            "Content-Length: 0"));
            assertEquals(403, reply.status(), reply::raw);
            assertEquals(before, scene.upstream().heads().size());
        }
    }

    @Test
    void noBytesButThoseOfOneRequestReachTheUpstream() throws IOException {
        String marker = "only-" + System.nanoTime();
        for (String target : List.of("/orders/" + marker + "\r\nX-B: c", "/orders/" + marker + "\nGET /b HTTP/1.1\n")) {
            Wire.send(scene.port(), Wire.request("GET", target, scene.alice()));
        }
        Wire.send(scene.port(), Wire.request("GET", "/orders/" + marker + "?%0d%0aX-B:%20c", scene.alice()));
        byte[] expected = ("GET /" + marker + "?%0d%0aX-B:%20c HTTP/1.1\r\n").getBytes(StandardCharsets.ISO_8859_1);
        List<String> arrived = scene.upstream().heads().stream()
                .filter(head -> head.contains(marker))
                .toList();
        String last = arrived.get(arrived.size() - 1);
        assertTrue(
                Arrays.equals(expected, last.substring(0, expected.length).getBytes(StandardCharsets.ISO_8859_1)),
                last);
        assertTrue(arrived.stream().noneMatch(head -> head.contains("\nGET /b")), arrived::toString);
    }
}
