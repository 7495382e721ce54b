package io.curfew.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The one place where an {@link Answer} becomes a servlet response. */
public final class AnswerEndpoint {
    private AnswerEndpoint() {}

    /** Writes the whole answer; the container leaves the body out for {@code HEAD}. */
    public static void write(Answer answer, HttpServletResponse response) throws IOException {
        byte[] body = answer.bytes();
        response.setStatus(answer.status());
        answer.headers().forEach(header -> response.addHeader(header.name(), header.value()));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
