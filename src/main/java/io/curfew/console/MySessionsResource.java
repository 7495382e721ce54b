package io.curfew.console;

import io.curfew.audit.AuditTrail;
import io.curfew.config.PublicUrl;
import io.curfew.page.Answer;
import io.curfew.routing.Passage;
import io.curfew.session.LiveSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /oidc/sessions}: the signed-in user sees where they are signed in, and ends one or all others. */
@Path("/sessions")
public final class MySessionsResource {
    private static final int LARGEST_FORM = 1024;

    /** What our own pages send; ids need no encoding. */
    private static final Pattern FORM = Pattern.compile("id=([A-Za-z0-9_-]{1,64})|others=true");

    private final MySessions sessions;
    private final Function<HttpServletRequest, List<LiveSession>> signedIn;

    /**
     * Creates it.
     *
     * @param signedIn the live sessions that a request uses
     */
    public MySessionsResource(MySessions sessions, Function<HttpServletRequest, List<LiveSession>> signedIn) {
        this.sessions = sessions;
        this.signedIn = signedIn;
    }

    /** A page, or JSON for a program. */
    @GET
    public Response show(@Context HttpServletRequest request, @QueryParam("ended") @Nullable String ended) {
        return response(sessions.show(asked(request), ended));
    }

    /** The forms of the page. */
    @POST
    @Path("/end")
    public Response end(@Context HttpServletRequest request, InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LARGEST_FORM + 1);
        Matcher form = FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        MySessionsRequest asked = asked(request);
        if (!form.matches()) {
            return response(sessions.unclear(asked));
        }
        return response(Optional.ofNullable(form.group(1))
                .map(id -> sessions.endOne(asked, id))
                .orElseGet(() -> sessions.endOthers(asked)));
    }

    /** Ends one, for programs. */
    @DELETE
    @Path("/{id}")
    public Response endOne(@Context HttpServletRequest request, @PathParam("id") String id) {
        return response(sessions.endOne(asked(request), id));
    }

    /** Ends all others, for programs. */
    @DELETE
    public Response endOthers(@Context HttpServletRequest request) {
        return response(sessions.endOthers(asked(request)));
    }

    private MySessionsRequest asked(HttpServletRequest request) {
        if (!(request.getAttribute(Passage.PUBLIC_URL) instanceof PublicUrl publicUrl)) {
            throw new IllegalStateException("A request for the gateway came without passing the gate.");
        }
        return new MySessionsRequest(
                request.getMethod(),
                publicUrl,
                request::getHeader,
                request.getAttribute(AuditTrail.CLIENT_ADDRESS) instanceof String address ? address : null,
                () -> signedIn.apply(request));
    }

    private static Response response(Answer answer) {
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(header -> response.header(header.name(), header.value()));
        return answer.body().isEmpty()
                ? response.build()
                : response.entity(answer.bytes()).build();
    }
}
