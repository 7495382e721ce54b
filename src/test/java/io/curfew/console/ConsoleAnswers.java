package io.curfew.console;

import io.curfew.page.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a gateway could answer the console. */
final class ConsoleAnswers {
    static final String ISSUER = "https://id.example.com/realms/work";
    private static final List<String> NAMES =
            List.of("alice", "bob", "carol.of.the.very.long.name@department.example.com", "dave", "erin");
    private static final List<String> BROWSERS = List.of("Chrome on Windows", "Firefox on Linux", "Safari on iPhone");
    private static final List<String> ROUTES = List.of("\"orders\"", "\"orders\",\"billing\"", "\"reports\"");

    private ConsoleAnswers() {}

    private static String before(Duration age) {
        return Json.quote(Instant.now().minus(age).toString());
    }

    static String session(int number) {
        return session("id-" + number, "user-" + number % 5 + "-4f7c-9d52", NAMES.get(number % 5), number);
    }

    static String session(String id, String subject, String userName, int number) {
        return "{\"id\":" + Json.quote(id) + ",\"issuer\":" + Json.quote(ISSUER)
                + ",\"client_id\":\"gateway\",\"subject\":"
                + Json.quote(subject) + ",\"user_name\":" + Json.quote(userName) + ",\"sid\":\"sid-" + number
                + "\",\"routes\":["
                + ROUTES.get(number % 3) + "],\"address\":\"192.0.2." + number + "\",\"browser\":"
                + Json.quote(BROWSERS.get(number % 3)) + ",\"began\":" + before(Duration.ofMinutes(7L + 55L * number))
                + ",\"last_seen\":" + before(Duration.ofSeconds(20L + 70L * number)) + ",\"ends\":"
                + before(Duration.ofHours(-8)) + ",\"remembered\":false}";
    }

    /** Those from the first to before the last, and what to say of the rest. */
    static String sessions(int from, int to, String rest) {
        return IntStream.range(from, to)
                .mapToObj(ConsoleAnswers::session)
                .collect(Collectors.joining(",", "{\"sessions\":[", "]," + rest + "}"));
    }

    static String logout(String receipt, String event, String how, String outcome, Map<String, String> more) {
        return "{\"time\":" + before(Duration.ofSeconds(4)) + ",\"event\":" + Json.quote(event) + ",\"receipt\":"
                + Json.quote(receipt) + (how.isEmpty() ? "" : ",\"how\":" + Json.quote(how)) + ",\"outcome\":"
                + Json.quote(outcome) + ",\"issuer\":" + Json.quote(ISSUER)
                + ",\"client_id\":\"gateway\",\"sessions\":2,\"milliseconds\":7,\"node\":\"node-1\""
                + more.entrySet().stream()
                        .map(each -> "," + Json.quote(each.getKey()) + ":" + Json.quote(each.getValue()))
                        .sorted()
                        .collect(Collectors.joining())
                + "}";
    }

    static String logouts(String... events) {
        return "{\"logouts\":[" + String.join(",", events) + "]}";
    }

    static String someLogouts() {
        return logouts(
                logout("3q2-7wAAAAAAAAAAAAAAAA", "logout", "provider", "done", Map.of("subject", "user-0-4f7c-9d52")),
                logout("p5uVb0AAAAAAAAAAAAAAAA", "logout_refused", "", "BAD_SIGNATURE", Map.of("address", "192.0.2.7")),
                logout(
                        "9aB-xQAAAAAAAAAAAAAAAA",
                        "logout",
                        "administrator",
                        "done",
                        Map.of("subject", "user-1-4f7c-9d52", "actor", "olga", "reason", "Left the company")),
                logout("Zk1PpAAAAAAAAAAAAAAAAA", "logout", "user", "done", Map.of("subject", "user-2-4f7c-9d52")));
    }

    static String cluster(boolean split) {
        return "{\"kind\":\"embedded\",\"node\":\"node-1\",\"serving\":" + !split + ",\"split\":" + split
                + ",\"expected\":3,\"owners\":2,\"nodes\":[{\"name\":\"node-1\",\"this\":true,\"leaving\":false},"
                + "{\"name\":\"node-2\",\"this\":false,\"leaving\":false},{\"name\":\"node-3\",\"this\":false,\"leaving\":true}],"
                + "\"sessions\":100000}";
    }

    static String providers() {
        return "{\"providers\":[{\"issuer\":" + Json.quote(ISSUER) + ",\"state\":\"up\",\"discovery\":{\"fetched\":"
                + before(Duration.ofMinutes(42)) + ",\"error\":null},\"keys\":{\"fetched\":"
                + before(Duration.ofMinutes(3))
                + ",\"count\":2,\"error\":null},\"last_logout_token\":" + before(Duration.ofSeconds(70))
                + "},{\"issuer\":\"https://other.example.com\",\"state\":\"degraded\",\"discovery\":{\"fetched\":null,"
                + "\"error\":\"The connection was refused.\"},\"keys\":{\"fetched\":null,\"count\":0,\"error\":"
                + "\"There is no discovery document to say where they are.\"},\"last_logout_token\":null}]}";
    }

    static String explanation() {
        return "{\"verdict\":\"refused\",\"code\":\"BAD_SIGNATURE\",\"steps\":[{\"step\":\"form\",\"section\":\"2.6\","
                + "\"passed\":true,\"detail\":\"It is a signed JWT.\"},{\"step\":\"signature\",\"section\":\"2.6 (2)\","
                + "\"passed\":false,\"detail\":\"No key of the provider has made this signature.\"},"
                + "{\"step\":\"times\",\"section\":\"2.6 (4)\",\"passed\":null,\"detail\":null}]}";
    }

    static String findings() {
        return "{\"findings\":[{\"code\":\"BACKCHANNEL_UNSUPPORTED\",\"severity\":\"FAULT\",\"issuer\":"
                + Json.quote(ISSUER)
                + ",\"client_id\":\"gateway\",\"what\":\"The provider does not support back-channel logout.\","
                + "\"why\":\"A logout elsewhere does not reach this gateway.\",\"do\":\"Update the provider.\"},"
                + "{\"code\":\"NO_REVOCATION\",\"severity\":\"WARNING\",\"issuer\":" + Json.quote(ISSUER)
                + ",\"client_id\":\"gateway\",\"what\":\"The provider has no revocation endpoint.\",\"why\":"
                + "\"Tokens live on after a sign-out.\",\"do\":\"Set logout_revoke=false, or keep tokens short.\"}]}";
    }
}
