package io.curfew.console;

import io.curfew.audit.ClusterEvents;
import io.curfew.page.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code /oidc/admin/logouts}: operators see the newest logouts and refusals of all nodes, as the audit log has them. */
@Path("/admin/logouts")
public final class LogoutsResource {
    private static final int USUAL_LIMIT = 100;
    private static final int LARGEST_LIMIT = 1000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    private final OperatorEndpoint operators;
    private final ClusterEvents events;

    /** Creates it. */
    public LogoutsResource(OperatorEndpoint operators, ClusterEvents events) {
        this.operators = operators;
        this.events = events;
    }

    /** The newest first; {@code limit} from 1 to 1000. */
    @GET
    public Response list(@Context HttpServletRequest request, @Context UriInfo uri) {
        return operators.answer(request, operator -> list(uri.getQueryParameters()));
    }

    private Answer list(Map<String, List<String>> query) {
        try {
            return Answer.json(200, "{\"logouts\":" + events.newest(limit(query)) + "}");
        } catch (UnusableRequestException e) {
            return e.answer();
        }
    }

    private static int limit(Map<String, List<String>> query) throws UnusableRequestException {
        if (!query.keySet().stream().allMatch("limit"::equals)) {
            throw new UnusableRequestException(
                    "unknown_argument", "There is an argument that is not known. Known is limit.");
        }
        List<String> given = query.getOrDefault("limit", List.of());
        if (given.isEmpty()) {
            return USUAL_LIMIT;
        }
        String text = given.get(0);
        int limit = given.size() == 1 && NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw new UnusableRequestException(
                    "limit", "limit must be there once, as a number from 1 to " + LARGEST_LIMIT + ".");
        }
        return limit;
    }
}
