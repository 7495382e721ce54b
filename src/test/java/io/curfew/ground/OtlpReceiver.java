package io.curfew.ground;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Receives what a node exports by OTLP over HTTP (protobuf), and keeps it. */
public final class OtlpReceiver implements AutoCloseable {
    /** {@code Span.SpanKind} of OTLP. */
    public static final int INTERNAL = 1;

    public static final int SERVER = 2;
    public static final int CLIENT = 3;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /**
     * A span.
     *
     * @param parentId empty for the first of its trace
     * @param attributes numbers as text
     */
    public record Span(
            String traceId, String id, String parentId, String name, int kind, Map<String, String> attributes) {
        public Span {
            attributes = Map.copyOf(attributes);
        }

        static Span of(ProtobufMessage message) {
            Map<String, String> attributes = new HashMap<>();
            for (ProtobufMessage attribute : message.messages(9)) {
                attribute.messages(2).forEach(value -> attributes.put(attribute.text(1), value(value)));
            }
            return new Span(
                    HexFormat.of().formatHex(message.bytes(1)),
                    HexFormat.of().formatHex(message.bytes(2)),
                    HexFormat.of().formatHex(message.bytes(4)),
                    message.text(5),
                    (int) message.number(6),
                    attributes);
        }

        private static String value(ProtobufMessage value) {
            return value.has(3) ? Long.toString(value.number(3)) : value.text(1);
        }

        public String attribute(String name) {
            return attributes.getOrDefault(name, "");
        }

        public boolean isChildOf(Span other) {
            return traceId.equals(other.traceId) && parentId.equals(other.id);
        }
    }

    private final HttpServer server;
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    private OtlpReceiver(HttpServer server) {
        this.server = server;
    }

    public static OtlpReceiver start() {
        try {
            OtlpReceiver receiver = new OtlpReceiver(HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0));
            receiver.server.createContext("/", receiver::receive);
            receiver.server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A node that exports its spans here, soon after they end. */
    public GatewayConfig exportedBy(GatewayConfig config) {
        return config.withEnvironment("OTEL_SDK_DISABLED", "false")
                .withEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .withEnvironment(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:" + server.getAddress().getPort())
                .withEnvironment("OTEL_BSP_SCHEDULE_DELAY", "100")
                .withEnvironment("OTEL_METRICS_EXPORTER", "none")
                .withEnvironment("OTEL_LOGS_EXPORTER", "none");
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            bodies.add(body);
            if (exchange.getRequestURI().getPath().equals("/v1/traces")) {
                new ProtobufMessage(ByteBuffer.wrap(body))
                        .messages(1).stream()
                                .flatMap(resource -> resource.messages(2).stream())
                                .flatMap(scope -> scope.messages(2).stream())
                                .map(Span::of)
                                .forEach(spans::add);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    public List<Span> spans() {
        return List.copyOf(spans);
    }

    /** The first span of this kind, as soon as it is there. */
    public Span await(Predicate<Span> wanted) {
        if (!Waiting.until(() -> find(wanted).isPresent(), LIMIT)) {
            throw new IllegalStateException("No such span came. Those that did:\n" + spans);
        }
        return find(wanted).orElseThrow();
    }

    private Optional<Span> find(Predicate<Span> wanted) {
        return spans.stream().filter(wanted).findFirst();
    }

    /** All bytes that came, each as one char. */
    public String everything() {
        StringBuilder all = new StringBuilder();
        bodies.forEach(body -> all.append(new String(body, StandardCharsets.ISO_8859_1)));
        return all.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
