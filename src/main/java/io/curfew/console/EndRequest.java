package io.curfew.console;

import io.curfew.page.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whose sessions an operator wants to end, and why. */
sealed interface EndRequest {
    /** Why, in the operator's words. */
    String reason();

    /** All of a user. */
    record OfUser(String issuer, String subject, String reason) implements EndRequest {}

    /** All of a client, at one provider or at any. */
    record OfClient(String clientId, @Nullable String issuer, String reason) implements EndRequest {}

    /** All. */
    record OfEverybody(String reason) implements EndRequest {}

    int LONGEST_REASON = 200;
    int LONGEST = 1024;
    Pattern CONTROL = Pattern.compile("\\p{C}|\u2028|\u2029");
    Set<String> MEMBERS = Set.of("reason", "issuer", "subject", "client_id", "all");

    /** Reads the body of a request. */
    static EndRequest of(String body) throws UnusableRequestException {
        Optional<Map<String, Object>> read = JsonObject.read(body);
        if (read.isEmpty() || !MEMBERS.containsAll(read.get().keySet())) {
            throw new UnusableRequestException(
                    "body",
                    "The body must be a JSON object with reason, and either issuer and subject, or client_id with or without issuer,"
                            + " or all.");
        }
        Map<String, Object> members = read.get();
        String reason = reason(text(members, "reason"));
        String issuer = text(members, "issuer");
        String subject = text(members, "subject");
        String client = text(members, "client_id");
        boolean all = members.containsKey("all");
        if (all && Boolean.TRUE.equals(members.get("all")) && issuer == null && subject == null && client == null) {
            return new OfEverybody(reason);
        }
        if (!all && subject != null && issuer != null && client == null) {
            return new OfUser(issuer, subject, reason);
        }
        if (!all && client != null && subject == null) {
            return new OfClient(client, issuer, reason);
        }
        throw new UnusableRequestException(
                "whom", "Say exactly one of: issuer and subject, client_id with or without issuer, or all as true.");
    }

    /** What an operator says why. */
    static String reason(@Nullable String said) throws UnusableRequestException {
        String reason = said == null ? "" : said.strip();
        if (reason.isEmpty()
                || reason.codePointCount(0, reason.length()) > LONGEST_REASON
                || CONTROL.matcher(reason).find()) {
            throw new UnusableRequestException(
                    "reason",
                    "Say why, in reason: 1 to " + LONGEST_REASON + " characters on one line. It is kept in the log.");
        }
        return reason;
    }

    private static @Nullable String text(Map<String, Object> members, String name) throws UnusableRequestException {
        Object value = members.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text) || text.isEmpty() || text.length() > LONGEST) {
            throw new UnusableRequestException(name, name + " must be a text that is neither empty nor too long.");
        }
        return text;
    }
}
