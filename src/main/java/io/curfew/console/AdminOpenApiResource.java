package io.curfew.console;

import io.curfew.page.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code /oidc/admin/openapi}: what there is for operators, as OpenAPI describes it. A server with MicroProfile OpenAPI finds the same file. */
@Path("/admin/openapi")
public final class AdminOpenApiResource {
    private static final String FILE = "/META-INF/openapi.yaml";

    private final OperatorEndpoint operators;
    private final Answer document =
            new Answer(200, List.of(new Answer.Header("Content-Type", "application/yaml")), document());

    /** Creates it. */
    public AdminOpenApiResource(OperatorEndpoint operators) {
        this.operators = operators;
    }

    /** The document. */
    @GET
    public Response show(@Context HttpServletRequest request) {
        return operators.answer(request, operator -> document);
    }

    private static String document() {
        try (InputStream file = AdminOpenApiResource.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing in this build");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
