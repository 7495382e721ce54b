package io.curfew.console;

import static java.util.Objects.requireNonNull;

import io.curfew.config.PublicUrl;
import io.curfew.page.Answer;
import io.curfew.page.AnswerEndpoint;
import io.curfew.page.Problem;
import io.curfew.routing.Passage;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /oidc/admin}: the console for operators, its style and its scripts. Nobody else gets any of them. */
public final class ConsoleServlet extends HttpServlet {
    /** What it is at, below the reserved prefix. */
    public static final List<String> PATHS =
            List.of(ConsoleFiles.PATH, ConsoleFiles.STYLE, ConsoleFiles.SCRIPT, ConsoleFiles.PARTS + "*");

    private static final long serialVersionUID = 1L;

    private final transient Function<HttpServletRequest, Optional<Answer>> refusals;
    private transient @Nullable ConsoleFiles files;

    /**
     * Creates it.
     *
     * @param refusals what whoever is not an operator is answered
     */
    public ConsoleServlet(Function<HttpServletRequest, Optional<Answer>> refusals) {
        this.refusals = refusals;
    }

    @Override
    public void init() {
        files = new ConsoleFiles(getServletContext()::getResourceAsStream);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Answer> refusal = refusals.apply(request);
        if (refusal.isPresent()) {
            AnswerEndpoint.write(refusal.get(), response);
        } else if (request.getAttribute(Passage.OWN_PATH) instanceof String path
                && request.getAttribute(Passage.PUBLIC_URL) instanceof PublicUrl publicUrl) {
            UnchangedEndpoint.write(
                    requireNonNull(files, "init comes first")
                            .at(path, publicUrl)
                            .orElseGet(ConsoleServlet::nothing),
                    request,
                    response);
        } else {
            AnswerEndpoint.write(nothing(), response);
        }
    }

    private static Answer nothing() {
        return Answer.problem(new Problem(404, "Nothing is here", "The gateway has nothing at this path."));
    }
}
