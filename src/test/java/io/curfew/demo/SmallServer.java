package io.curfew.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on the loopback interface whose pages are made by a function. */
final class SmallServer implements AutoCloseable {
    /** What is answered; {@code location} empty unless it is a redirect. */
    record Reply(int status, String type, String body, String location) {
        static Reply page(String html) {
            return new Reply(200, "text/html; charset=utf-8", html, "");
        }

        static Reply json(String json) {
            return new Reply(200, "application/json", json, "");
        }

        static Reply text(int status, String sentence) {
            return new Reply(status, "text/plain; charset=utf-8", sentence, "");
        }

        static Reply redirect(String location) {
            return new Reply(303, "text/plain; charset=utf-8", "", location);
        }
    }

    /** Answers one request; may set further response headers on the exchange. */
    interface Answering {
        Reply answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private SmallServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    static SmallServer start(int port, Answering answering) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            ExecutorService threads = Executors.newFixedThreadPool(16, SmallServer::daemon);
            server.setExecutor(threads);
            server.createContext("/", exchange -> handle(exchange, answering));
            server.start();
            return new SmallServer(server, threads);
        } catch (IOException failure) {
            throw new UncheckedIOException("A small server could not start on port " + port, failure);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "small server");
        thread.setDaemon(true);
        return thread;
    }

    private static void handle(HttpExchange exchange, Answering answering) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            Reply reply = answering.answer(exchange);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            if (!reply.location().isEmpty()) {
                exchange.getResponseHeaders().set("Location", reply.location());
            }
            boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : body.length);
            if (!bodiless) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}
