package io.curfew.bench;

import io.curfew.ground.CookieJar;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Many users who log in as browsers do: through the gateway, the provider and back. The session of login n has {@link #sid}. */
final class Crowd {
    private static final int THREADS = 8;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TestProvider provider;
    private final Target gateway;
    private final AtomicInteger next = new AtomicInteger();

    Crowd(TestProvider provider, Target gateway) {
        this.provider = provider;
        this.gateway = gateway;
    }

    static String subject(int number) {
        return "user-" + number;
    }

    static String sid(int number) {
        return "sid-of-the-crowd-" + number;
    }

    /** Logs so many users in. */
    void logIn(int users) {
        provider.signIns().changeIdTokens(claims -> {
            int number = next.getAndIncrement();
            claims.put("sub", subject(number));
            claims.put("preferred_username", subject(number));
            claims.put("sid", sid(number));
            return claims;
        });
        ForkJoinPool threads = new ForkJoinPool(THREADS);
        try {
            threads.submit(() -> IntStream.range(0, users).parallel().forEach(number -> logIn()))
                    .get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("A login failed", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            threads.shutdownNow();
            provider.signIns().changeIdTokens(claims -> claims);
        }
    }

    private void logIn() {
        CookieJar cookies = new CookieJar(Clock.systemUTC());
        String wanted = gateway.url() + ServedFile.SMALL.path();
        URI atProvider = redirect(URI.create(wanted), cookies);
        URI callback = redirect(atProvider, cookies);
        URI back = redirect(callback, cookies);
        if (!back.toString().equals(wanted)) {
            throw new IllegalStateException("A login ended at " + back.getPath());
        }
    }

    private URI redirect(URI from, CookieJar cookies) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(from).header("Accept", "text/html").header("Sec-Fetch-Mode", "navigate");
        String cookie = cookies.header(from, false, true);
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        try {
            HttpResponse<Void> answer = client.send(request.build(), HttpResponse.BodyHandlers.discarding());
            cookies.accept(from, answer.headers().allValues("Set-Cookie"));
            return from.resolve(answer.headers()
                    .firstValue("Location")
                    .orElseThrow(() -> new IllegalStateException(
                            from.getPath() + " answered " + answer.statusCode() + " instead of leading on")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
