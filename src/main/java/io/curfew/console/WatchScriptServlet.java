package io.curfew.console;

import io.curfew.page.Answer;
import io.curfew.page.AnswerEndpoint;
import io.curfew.page.Problem;
import io.curfew.routing.Passage;
import io.curfew.session.Presented;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code /oidc/session-watch.js}: the script that applications include. It is the same for everybody. */
public final class WatchScriptServlet extends HttpServlet {
    /** Where it is. */
    public static final String PATH = "/session-watch.js";

    private static final long serialVersionUID = 1L;

    private final transient Answer script;

    /** Creates it. */
    public WatchScriptServlet() {
        String text = text();
        script = new Answer(
                200,
                List.of(
                        new Answer.Header("Content-Type", "text/javascript;charset=UTF-8"),
                        new Answer.Header("Cache-Control", "public, max-age=3600"),
                        new Answer.Header("ETag", '"' + Presented.fingerprint(text) + '"'),
                        new Answer.Header("X-Content-Type-Options", "nosniff"),
                        new Answer.Header("Cross-Origin-Resource-Policy", "same-origin")),
                text);
    }

    private static String text() {
        try (InputStream in = WatchScriptServlet.class.getResourceAsStream("session-watch.js")) {
            if (in == null) {
                throw new IllegalStateException("session-watch.js is not among the classes.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!PATH.equals(request.getAttribute(Passage.OWN_PATH))) {
            AnswerEndpoint.write(
                    Answer.problem(new Problem(404, "Nothing is here", "The gateway has nothing at this path.")),
                    response);
        } else {
            UnchangedEndpoint.write(script, request, response);
        }
    }
}
