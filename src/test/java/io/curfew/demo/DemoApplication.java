package io.curfew.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.curfew.demo.SmallServer.Reply;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A small web application that knows nothing of OpenID Connect: it believes the identity headers that the gateway sets. It shows
 * who the user is and every header that reached it.
 */
public final class DemoApplication implements AutoCloseable {
    /** The headers it believes. */
    public static final String USER_HEADER = "X-User-Name";

    public static final String EMAIL_HEADER = "X-User-Email";
    public static final String FULL_NAME_HEADER = "X-User-Full-Name";

    /** Tells the user of an open page that their session is over. */
    private static final String WATCH = "<script src=\"/oidc/session-watch.js\" defer></script>";

    private final Face face;
    private final SmallServer server;

    /**
     * How it looks and where it is.
     *
     * @param title its name
     * @param path the route's path at the gateway
     * @param accent a CSS colour on which white text can be read
     * @param otherTitle the name of the application it links to
     * @param otherPath that application's path at the gateway
     */
    public record Face(String title, String path, String accent, String otherTitle, String otherPath) {}

    private DemoApplication(Face face) {
        this.face = face;
        this.server = SmallServer.start(0, this::answer);
    }

    /** Starts it on a free port. */
    public static DemoApplication start(Face face) {
        return new DemoApplication(face);
    }

    /** Where the gateway reaches it. */
    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private Reply answer(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        String user = header(headers, USER_HEADER);
        if (exchange.getRequestURI().getPath().endsWith("/api/me")) {
            // the claims of the demo's user need no escaping
            return Reply.json("{\"application\":\"" + face.title() + "\",\"user\":\"" + user + "\"}");
        }
        return Reply.page(Html.page(
                face.title(),
                "An application behind Curfew",
                face.accent(),
                who(headers, user) + actions() + fetchDemo() + request(exchange) + WATCH));
    }

    private static String who(Headers headers, String user) {
        return """
                <section aria-labelledby="who"><h2 id="who">You are <strong>%s</strong></h2>
                <p class="quiet">%s, %s. This application has no login of its own; the gateway told it by request headers.</p>
                </section>
                """.formatted(
                        Html.escape(user),
                        Html.escape(header(headers, FULL_NAME_HEADER)),
                        Html.escape(header(headers, EMAIL_HEADER)));
    }

    private String actions() {
        return """
                <section aria-labelledby="go"><h2 id="go">Where to?</h2>
                <div class="row">
                <a class="button" href="%s/">Go to %s</a>
                <a class="button" href="%s/">Go to the chat</a>
                <a class="button" href="%s/">Go to the documents</a>
                <form method="post" action="%s/logout"><button class="main" id="sign-out">Sign out</button></form>
                </div></section>
                """.formatted(
                        face.otherPath(),
                        Html.escape(face.otherTitle()),
                        ChatApplication.PATH,
                        DocumentsApplication.PATH,
                        face.path());
    }

    private String fetchDemo() {
        return """
                <section aria-labelledby="script"><h2 id="script">What a script gets</h2>
                <p class="quiet">With a session: an answer. Without one: 401 and a problem document, no redirect to a login page.
                End your session elsewhere, do not reload, and press the button.</p>
                <button id="ask">fetch('%1$s/api/me')</button>
                <output id="answer" for="ask">Not asked yet.</output>
                <script>
                document.getElementById('ask').addEventListener('click', async () => {
                  const answer = document.getElementById('answer');
                  try {
                    const response = await fetch('%1$s/api/me');
                    answer.textContent = response.status + ' ' + (response.headers.get('content-type') || '')
                        + '\\n' + await response.text();
                  } catch (failure) {
                    answer.textContent = 'No answer: ' + failure.message;
                  }
                });
                </script></section>
                """.formatted(face.path());
    }

    private static String request(HttpExchange exchange) {
        String rows = new TreeMap<>(exchange.getRequestHeaders())
                .entrySet().stream()
                        .flatMap(header -> header.getValue().stream().map(value -> Map.entry(header.getKey(), value)))
                        .map(header -> "<tr><th scope=\"row\">" + Html.escape(header.getKey()) + "</th><td>"
                                + Html.escape(header.getValue()) + "</td></tr>")
                        .collect(Collectors.joining("\n"));
        return """
                <section aria-labelledby="request"><h2 id="request">The request that reached this application</h2>
                <p><code>%s %s</code></p>
                <table><caption>All its headers: the gateway's own cookie is not among them.</caption><tbody>
                %s
                </tbody></table></section>
                """.formatted(
                        Html.escape(exchange.getRequestMethod()),
                        Html.escape(exchange.getRequestURI().toString()),
                        rows);
    }

    private static String header(Headers headers, String name) {
        String value = headers.getFirst(name);
        return value == null ? "(nobody)" : value;
    }
}
