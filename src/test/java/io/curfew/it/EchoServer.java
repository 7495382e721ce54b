package io.curfew.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server that answers every request with the request: its line, its headers, an empty line, its body byte for byte. */
final class EchoServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private EchoServer(HttpServer server) {
        this.server = server;
    }

    static EchoServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            EchoServer echo = new EchoServer(server);
            server.setExecutor(echo.threads);
            server.createContext("/", EchoServer::answer);
            server.start();
            return echo;
        } catch (IOException failure) {
            throw new UncheckedIOException("The echo server could not start", failure);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            StringBuilder head = new StringBuilder(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n");
            exchange.getRequestHeaders()
                    .forEach((name, values) -> values.forEach(value -> head.append(name + ": " + value + "\n")));
            body.write(head.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1));
            exchange.getRequestBody().transferTo(body);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=ISO-8859-1");
            boolean bodiless = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, bodiless ? -1 : body.size());
            if (!bodiless) {
                body.writeTo(exchange.getResponseBody());
            }
        }
    }
}
