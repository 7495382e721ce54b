package example.orders;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** In place of the real application: says which path it was asked for, and who asks. */
final class Application implements AutoCloseable {
    private final HttpServer server;

    private Application(HttpServer server) {
        this.server = server;
    }

    static Application start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                String answer = exchange.getRequestURI() + " for "
                        + exchange.getRequestHeaders().getFirst("X-User") + " ("
                        + exchange.getRequestHeaders().getFirst("X-User-Name") + "), cookies "
                        + exchange.getRequestHeaders().getFirst("Cookie");
                byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            server.start();
            return new Application(server);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
