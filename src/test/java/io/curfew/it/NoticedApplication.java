package io.curfew.it;

import com.nimbusds.jwt.SignedJWT;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An application that is told of ended sessions, and answers each path in its own way. */
final class NoticedApplication implements AutoCloseable {
    static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
    private static final String EVENT = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** One POST. */
    record Notice(String path, String head, String body) {
        SignedJWT token() {
            try {
                return SignedJWT.parse(body);
            } catch (ParseException e) {
                throw new IllegalStateException(body, e);
            }
        }

        Map<String, Object> claims() {
            return token().getPayload().toJSONObject();
        }

        String subject() {
            return text(map(map(claims(), "sub_id"), "user"), "sub");
        }

        String session() {
            return text(map(map(claims(), "sub_id"), "session"), "id");
        }

        String reason() {
            return text(map(map(claims(), "events"), EVENT), "curfew_reason");
        }

        private static Map<?, ?> map(Map<?, ?> within, String name) {
            return (Map<?, ?>) Objects.requireNonNull(within.get(name), name);
        }

        private static String text(Map<?, ?> within, String name) {
            return (String) Objects.requireNonNull(within.get(name), name);
        }
    }

    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private final Map<String, List<String>> answers = new ConcurrentHashMap<>();
    private final RecordingUpstream server;

    NoticedApplication() throws IOException {
        server = new RecordingUpstream(this::answer);
    }

    private void answer(RecordingUpstream.Exchange exchange) throws IOException {
        String body =
                new String(exchange.read(Wire.length(exchange.head())), java.nio.charset.StandardCharsets.ISO_8859_1);
        String path = exchange.head().split(" ", 3)[1];
        List<String> script = answers.getOrDefault(path, List.of(ACCEPTED));
        notices.add(new Notice(path, exchange.head(), body));
        int before = (int)
                notices.stream().filter(notice -> notice.path().equals(path)).count();
        String answer = script.get(Math.min(before, script.size()) - 1);
        if (answer.isEmpty()) {
            // hangs until the gateway gives up
            exchange.read(Integer.MAX_VALUE);
        }
        exchange.send(answer);
    }

    /** What a path answers, one after the other, and the last one from then on; nothing for an empty one. */
    NoticedApplication answering(String path, String... script) {
        answers.put(path, List.of(script));
        return this;
    }

    String url(String path) {
        return server.uri() + path;
    }

    List<Notice> all() {
        return List.copyOf(notices);
    }

    /** Those about this user so far. */
    List<Notice> about(String subject) {
        return notices.stream()
                .filter(notice -> notice.subject().equals(subject))
                .toList();
    }

    /** The first so many about this user. */
    List<Notice> await(String subject, int count) {
        if (!Waiting.until(() -> about(subject).size() >= count, LIMIT)) {
            throw new IllegalStateException(about(subject).size() + " notices about " + subject);
        }
        return about(subject);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
