package io.curfew.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.curfew.config.PublicUrl;
import io.curfew.ground.ChromiumBrowser;
import io.curfew.ground.Exchanges;
import io.curfew.ground.Keyboard;
import io.curfew.ground.PolicyWatch;
import io.curfew.ground.Waiting;
import io.curfew.page.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The console's page with its own headers in front of an interface that says what a test wants, and a Chromium that looks at it. */
final class ConsoleGround implements AutoCloseable {
    /** What the interface answers. */
    record Reply(int status, String json) {}

    private static final Duration SOON = Duration.ofSeconds(10);
    static final Path WEB_APP = Path.of("src", "main", "webapp");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConsoleFiles files = new ConsoleFiles(ConsoleGround::open);
    private final Map<String, Function<Map<String, String>, Reply>> replies = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ChromiumBrowser browser = ChromiumBrowser.open();
    private final Keyboard keyboard = new Keyboard(browser);
    private final PolicyWatch policy = PolicyWatch.of(browser);
    private int opened;

    ConsoleGround() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    static @Nullable InputStream open(String path) {
        try {
            return Files.newInputStream(WEB_APP.resolve(path.substring(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Optional<Answer> file = path.startsWith("/oidc/")
                    ? files.at(path.substring("/oidc".length()), new PublicUrl(URI.create(origin())))
                    : Optional.empty();
            if (file.isPresent()) {
                file.get().headers().forEach(header -> exchange.getResponseHeaders()
                        .add(header.name(), header.value()));
                exchange.sendResponseHeaders(200, file.get().bytes().length);
                exchange.getResponseBody().write(file.get().bytes());
            } else {
                reply(exchange);
            }
        }
    }

    private void reply(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String name = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getRawPath().replaceFirst("^/oidc/admin", "");
        String query = exchange.getRequestURI().getQuery();
        asked.add(name + (query == null ? "" : "?" + query) + (body.isEmpty() ? "" : " " + body));
        Reply reply = replies.getOrDefault(name, ignored -> new Reply(404, "{\"title\":\"Nothing is here\"}"))
                .apply(Exchanges.query(exchange));
        Exchanges.json(exchange, reply.status(), reply.json());
    }

    /** From now on, to this method and path. */
    void replying(String name, int status, String json) {
        replying(name, query -> new Reply(status, json));
    }

    void replying(String name, Function<Map<String, String>, Reply> reply) {
        replies.put(name, reply);
    }

    /** The requests of this method and path, in order, each with its query and its body. */
    List<String> asked(String name) {
        return asked.stream().filter(each -> each.startsWith(name)).toList();
    }

    ChromiumBrowser browser() {
        return browser;
    }

    Keyboard keyboard() {
        return keyboard;
    }

    /** Loads the page with a view and waits for a text of it; an address that differs in the view alone would not be loaded anew. */
    void open(String view, String expected) {
        browser.get(origin() + "/oidc/admin?" + ++opened + "#" + view);
        browser.awaitText(expected);
    }

    WebElement find(String selector) {
        return browser.driver().findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return browser.driver().findElements(By.cssSelector(selector));
    }

    void choose(String option) {
        browser.driver().findElement(By.xpath("//option[.='" + option + "']")).click();
    }

    List<String> texts(String selector) {
        return all(selector).stream().map(WebElement::getText).toList();
    }

    void awaitAsked(String name, int times) {
        await(() -> asked(name).size() >= times, () -> name + ": " + asked);
    }

    /** Until an expression of the page is true. */
    void await(String expression) {
        await(() -> Boolean.TRUE.equals(script("return " + expression)), () -> expression);
    }

    private static void await(BooleanSupplier condition, Supplier<String> what) {
        if (!Waiting.until(condition, SOON)) {
            throw new IllegalStateException(what.get());
        }
    }

    @Nullable
    Object script(String text) {
        return ((JavascriptExecutor) browser.driver()).executeScript(text);
    }

    void phone() {
        devTools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
    }

    void devTools(String command, Map<String, Object> parameters) {
        ((ChromeDriver) browser.driver()).executeCdpCommand(command, parameters);
    }

    PolicyWatch policy() {
        return policy;
    }

    @Override
    public void close() {
        browser.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
