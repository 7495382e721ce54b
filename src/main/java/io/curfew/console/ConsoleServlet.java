package io.curfew.console;

import static java.util.Objects.requireNonNull;

import io.curfew.config.PublicUrl;
import io.curfew.page.Answer;
import io.curfew.page.Problem;
import io.curfew.routing.Passage;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /oidc/admin}: the console for operators, its style and its scripts. Nobody else gets any of them. */
public final class ConsoleServlet extends HttpServlet {
    /** What it is at, below the reserved prefix. */
    public static final List<String> PATHS =
            List.of(ConsoleFiles.PATH, ConsoleFiles.STYLE, ConsoleFiles.SCRIPT, ConsoleFiles.PARTS + "*");

    private static final long serialVersionUID = 1L;

    private final transient OperatorEndpoint operators;
    private transient @Nullable ConsoleFiles files;

    /** Creates it. */
    public ConsoleServlet(OperatorEndpoint operators) {
        this.operators = operators;
    }

    @Override
    public void init() {
        files = new ConsoleFiles(getServletContext()::getResourceAsStream);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        UnchangedEndpoint.write(operators.decide(request, operator -> file(request)), request, response);
    }

    private Answer file(HttpServletRequest request) {
        return request.getAttribute(Passage.OWN_PATH) instanceof String path
                        && request.getAttribute(Passage.PUBLIC_URL) instanceof PublicUrl publicUrl
                ? requireNonNull(files, "init comes first").at(path, publicUrl).orElseGet(ConsoleServlet::nothing)
                : nothing();
    }

    private static Answer nothing() {
        return Answer.problem(new Problem(404, "Nothing is here", "The gateway has nothing at this path."));
    }
}
