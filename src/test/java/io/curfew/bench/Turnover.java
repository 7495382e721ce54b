package io.curfew.bench;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.FormBody;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import io.curfew.ground.WebSocketTalk;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Users come and go: at each step one logs in, and the one who has been there longest is signed out, in turn by a logout token and
 * by their own click. Some have a WebSocket or an event stream open until then.
 */
final class Turnover implements AutoCloseable {
    static final int PER_SECOND = 2;

    /** How many are logged in, but for those who are just leaving. */
    static final int CROWD = 240;

    /** One in so many has a WebSocket open, and one in so many an event stream. */
    static final int STREAM_EVERY = 8;

    /** Steps between the last request of somebody's and the sign-out, so that no request is still under way. */
    private static final int FAREWELL = 4 * PER_SECOND;

    /** Steps after which an ended session is looked at once more. */
    private static final int LATER = 60 * PER_SECOND;

    private static final int STREAM_ENDS_MILLIS = 1000;

    /** What has happened since the counts were last taken. */
    record Counts(int logins, int tokens, int signOuts, int webSocketsCut, int eventStreamsCut) {}

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TestProvider provider;
    private final String url;
    private final Troubles troubles;
    private final Deque<Visitor> present = new ArrayDeque<>();
    private final Deque<Visitor> leaving = new ArrayDeque<>();
    private final Deque<Visitor> gone = new ArrayDeque<>();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger signOuts = new AtomicInteger();
    private final AtomicInteger webSocketsCut = new AtomicInteger();
    private final AtomicInteger eventStreamsCut = new AtomicInteger();
    private final Thread thread = new Thread(this::goOn, "turnover");
    private volatile String[] cookies = {};
    private volatile int alive;
    private volatile boolean ended;
    private int next;

    Turnover(TestProvider provider, String url, Troubles troubles) {
        this.provider = provider;
        this.url = url;
        this.troubles = troubles;
    }

    /** Lets the crowd in; what goes wrong here ends the run. */
    void fill() throws IOException {
        while (present.size() < CROWD) {
            come();
        }
        publish();
    }

    /** From now on users come and go. */
    void start() {
        thread.start();
    }

    /** The Cookie header of somebody who is logged in. */
    String anyCookie() {
        String[] all = cookies;
        return all[ThreadLocalRandom.current().nextInt(all.length)];
    }

    /** How many sessions there are now. */
    int alive() {
        return alive;
    }

    Counts take() {
        return new Counts(
                logins.getAndSet(0),
                tokens.getAndSet(0),
                signOuts.getAndSet(0),
                webSocketsCut.getAndSet(0),
                eventStreamsCut.getAndSet(0));
    }

    @Override
    public void close() throws IOException {
        ended = true;
        try {
            thread.join(60_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        for (Visitor visitor : Stream.concat(present.stream(), leaving.stream()).toList()) {
            if (visitor.talk() != null) {
                visitor.talk().close();
            }
            if (visitor.events() != null) {
                visitor.events().close();
            }
        }
    }

    private void goOn() {
        long due = System.nanoTime();
        while (!ended) {
            due += 1_000_000_000L / PER_SECOND;
            while (due - System.nanoTime() > 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            attempt("login", this::come);
            attempt("WebSocket", this::talk);
            leaving.add(present.remove());
            publish();
            if (leaving.size() > FAREWELL) {
                attempt("sign-out", this::go);
            }
            if (gone.size() > LATER) {
                attempt("ended session, a minute later", () -> requireStatus(gone.remove(), 401));
            }
        }
    }

    private interface Step {
        void take() throws IOException, InterruptedException;
    }

    private void attempt(String what, Step step) {
        try {
            step.take();
        } catch (IOException | RuntimeException failure) {
            troubles.add(what, failure.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish() {
        cookies = present.stream().map(Visitor::cookie).toArray(String[]::new);
        alive = present.size() + leaving.size();
    }

    private void come() throws IOException {
        int number = next++;
        BrowserSession browser = new BrowserSession(client);
        provider.signIns().user("visitor-" + number, "sid-of-visitor-" + number);
        String page = url + ServedFile.SMALL.path();
        Answer answer = browser.get(page);
        if (answer.status() != 200 || !answer.uri().toString().equals(page)) {
            throw new IOException("a login ended with " + answer.status() + " at "
                    + answer.uri().getPath());
        }
        String cookie = Objects.requireNonNull(browser.cookies().header(URI.create(page), false, true), "no cookie");
        present.add(new Visitor(number, browser, cookie, talkOf(number, cookie), eventsOf(number, cookie)));
        logins.incrementAndGet();
    }

    private @Nullable WebSocketTalk talkOf(int number, String cookie) {
        return number % STREAM_EVERY == 0 ? WebSocketTalk.open(client, url + "/live/echo", "", "Cookie", cookie) : null;
    }

    private @Nullable Socket eventsOf(int number, String cookie) throws IOException {
        return number % STREAM_EVERY == 2
                ? Visitor.eventStream(URI.create(url).getPort(), "/live/events?" + number, cookie)
                : null;
    }

    /** Somebody says something and hears it. */
    private void talk() throws IOException {
        WebSocketTalk talk = present.stream()
                .flatMap(visitor -> Stream.ofNullable(visitor.talk()))
                .skip(ThreadLocalRandom.current().nextInt(CROWD / STREAM_EVERY / 2))
                .findFirst()
                .orElse(null);
        if (talk != null && !talk.ask("are you there?").equals("are you there?")) {
            throw new IOException("another text came back");
        }
    }

    private void go() throws IOException, InterruptedException {
        Visitor visitor = leaving.remove();
        requireStatus(visitor, 200);
        // half of those with a WebSocket or a stream go in one way, half in the other
        if ((visitor.number() + visitor.number() / STREAM_EVERY) % 2 == 0) {
            tellOver(visitor);
            tokens.incrementAndGet();
        } else {
            signOut(visitor);
            signOuts.incrementAndGet();
        }
        long answered = System.nanoTime();
        requireStatus(visitor, 401);
        requireCut(visitor, answered);
        gone.add(new Visitor(visitor.number(), visitor.browser(), visitor.cookie(), null, null));
    }

    private void tellOver(Visitor visitor) throws IOException, InterruptedException {
        String token = LogoutTokenBuilder.valid(
                        provider.issuer(), "gateway", provider.keys().current(), Instant.now())
                .claim("sub", visitor.subject())
                .claim("sid", visitor.sid())
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/oidc/backchannel-logout"))
                .header("Content-Type", FormBody.TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(FormBody.of(Map.of("logout_token", token))))
                .build();
        int status =
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException("a logout token was answered " + status);
        }
    }

    private void signOut(Visitor visitor) throws IOException {
        Answer answer = visitor.browser().post(url + "/files/logout", Map.of());
        if (answer.status() != 200 || !answer.uri().getPath().equals("/oidc/logged-out")) {
            throw new IOException("a sign-out ended with " + answer.status() + " at "
                    + answer.uri().getPath());
        }
    }

    private void requireStatus(Visitor visitor, int wanted) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + ServedFile.SMALL.path()))
                .header("Cookie", visitor.cookie())
                .build();
        int status =
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != wanted) {
            throw new IOException("a session answered " + status + " instead of " + wanted);
        }
    }

    private void requireCut(Visitor visitor, long answered) throws IOException {
        WebSocketTalk talk = visitor.talk();
        if (talk != null) {
            Duration limit = Duration.ofMillis(STREAM_ENDS_MILLIS).minusNanos(System.nanoTime() - answered);
            if (!Waiting.until(talk::isClosed, limit) || talk.awaitClose() != 4401) {
                throw new IOException("a WebSocket was not closed with 4401 within a second");
            }
            webSocketsCut.incrementAndGet();
        }
        if (visitor.events() != null) {
            if (!Visitor.endsWithin(visitor.events(), STREAM_ENDS_MILLIS)) {
                throw new IOException("an event stream was not cut within a second");
            }
            eventStreamsCut.incrementAndGet();
        }
    }
}
