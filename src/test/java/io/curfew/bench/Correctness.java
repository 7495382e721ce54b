package io.curfew.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes sure that a target does what is to be measured: the right bytes with the cookie, and not without it. */
final class Correctness {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Correctness() {}

    static void check(Target target) {
        for (ServedFile file : ServedFile.values()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target.url() + file.path()));
            HttpResponse<byte[]> answer = send(target, request, true);
            require(answer.statusCode() == 200, target, answer);
            require(Arrays.equals(answer.body(), file.content()), target, answer);
            if (target.isProtected()) {
                HttpResponse<byte[]> refused = send(target, request, false);
                require(refused.statusCode() == 302 || refused.statusCode() == 401, target, refused);
            }
        }
        HttpRequest.Builder post = HttpRequest.newBuilder(URI.create(target.url() + ServedFile.POST_PATH))
                .POST(HttpRequest.BodyPublishers.ofByteArray(Machine.bytes(10_240)));
        HttpResponse<byte[]> answer = send(target, post, true);
        require(answer.statusCode() == 200, target, answer);
        require(new String(answer.body(), StandardCharsets.UTF_8).equals(ServedFile.POSTED), target, answer);
        if (target.isProtected()) {
            HttpResponse<byte[]> refused = send(target, post, false);
            require(refused.statusCode() == 302 || refused.statusCode() == 401, target, refused);
        }
    }

    private static HttpResponse<byte[]> send(Target target, HttpRequest.Builder request, boolean withCookie) {
        HttpRequest.Builder sent = request.copy();
        if (withCookie && target.isProtected()) {
            sent.header("Cookie", target.cookie());
        }
        try {
            return CLIENT.send(sent.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(target.name() + " does not answer", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static void require(boolean holds, Target target, HttpResponse<byte[]> answer) {
        if (!holds) {
            throw new IllegalStateException("%s answered %s with %d and %d bytes, which is wrong."
                    .formatted(target.name(), answer.request().uri(), answer.statusCode(), answer.body().length));
        }
    }
}
