package io.curfew.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.curfew.backchannel.BackChannelTrail;
import io.curfew.backchannel.LogoutTokenRefusal;
import io.curfew.login.LoginRefusal;
import io.curfew.page.OriginGuard;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page tells the schema as it is. */
class AuditPageTest {
    private final String page;

    AuditPageTest() throws IOException {
        page = Files.readString(Path.of("docs", "audit.md"));
    }

    /** The first column of the table below a heading. */
    private List<String> table(String heading) {
        String section = page.substring(page.indexOf(heading + "\n") + heading.length());
        int end = section.indexOf("\n#");
        return (end < 0 ? section : section.substring(0, end))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
    }

    private static List<String> fields() {
        return Arrays.stream(AuditEvent.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .toList();
    }

    @Test
    void theFieldsAreThoseOfTheRecord() {
        assertEquals(fields(), table("## Fields"));
    }

    @Test
    void theCodesAreThoseOfTheCode() {
        assertEquals(Arrays.stream(EventKind.values()).map(EventKind::text).toList(), table("### Events"));
        assertEquals(Arrays.stream(LogoutWay.values()).map(LogoutWay::text).toList(), table("### How sessions end"));
        assertEquals(
                Arrays.stream(LoginRefusal.values()).map(LoginRefusal::code).toList(),
                table("### Codes of refused logins"));
        assertEquals(
                Arrays.stream(OriginGuard.Reason.values())
                        .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                        .toList(),
                table("### Codes of refused sign-outs"));
        assertEquals(
                Stream.concat(
                                Arrays.stream(LogoutTokenRefusal.values()).map(LogoutTokenRefusal::code),
                                Stream.of(BackChannelTrail.KEYS_UNAVAILABLE))
                        .toList(),
                table("### Codes of refused logout tokens"));
    }

    @Test
    void theExamplesAreLinesOfThisSchema() throws IOException {
        int begin = page.indexOf("```json\n") + "```json\n".length();
        List<String> lines =
                page.substring(begin, page.indexOf("\n```", begin)).lines().toList();
        assertFalse(lines.isEmpty());
        for (String line : lines) {
            JsonNode read = new ObjectMapper().readTree(line);
            read.fieldNames().forEachRemaining(name -> assertTrue(fields().contains(name), name));
            assertEquals(22, read.path("receipt").asText().length(), line);
        }
    }
}
