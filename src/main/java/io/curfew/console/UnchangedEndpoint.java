package io.curfew.console;

import io.curfew.page.Answer;
import io.curfew.page.AnswerEndpoint;
import io.curfew.page.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes what is only read, and not again to a browser that still has it (RFC 9110, section 13.1.2). */
final class UnchangedEndpoint {
    private UnchangedEndpoint() {}

    static void write(Answer answer, HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        String had = request.getHeader("If-None-Match");
        if (!reads && answer.status() == HttpServletResponse.SC_OK) {
            AnswerEndpoint.write(
                    Answer.problem(new Problem(405, "This is only read", "This is had by GET."))
                            .with(new Answer.Header("Allow", "GET, HEAD")),
                    response);
        } else if (had != null && answer.header("ETag").contains(had)) {
            answer.headers().stream()
                    .filter(header -> !header.name().equals("Content-Type"))
                    .forEach(header -> response.setHeader(header.name(), header.value()));
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            AnswerEndpoint.write(answer, response);
        }
    }
}
