package io.curfew.console;

import io.curfew.page.Answer;
import io.curfew.page.Json;
import io.curfew.session.ClusterView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code /oidc/admin/cluster}: the nodes that share the sessions, as the node sees them that answers. */
@Path("/admin/cluster")
public final class ClusterResource {
    private final OperatorEndpoint operators;
    private final Supplier<ClusterView> cluster;

    /** Creates it. */
    public ClusterResource(OperatorEndpoint operators, Supplier<ClusterView> cluster) {
        this.operators = operators;
        this.cluster = cluster;
    }

    /** The view of now. */
    @GET
    public Response show(@Context HttpServletRequest request) {
        return operators.answer(request, operator -> Answer.json(200, json(cluster.get())));
    }

    static String json(ClusterView view) {
        return "{\"kind\":" + Json.quote(view.kind().name().toLowerCase(Locale.ROOT))
                + ",\"node\":" + Json.quote(view.node())
                + ",\"serving\":" + view.serving()
                + ",\"split\":" + view.split()
                + ",\"expected\":" + (view.expected() == 0 ? "null" : view.expected())
                + ",\"owners\":"
                + (view.owners().isPresent() ? view.owners().getAsInt() : "null")
                + ",\"nodes\":"
                + view.nodes().stream().map(ClusterResource::json).collect(Collectors.joining(",", "[", "]"))
                + ",\"sessions\":"
                + (view.sessions().isPresent() ? view.sessions().getAsLong() : "null") + "}";
    }

    private static String json(ClusterView.Node node) {
        return "{\"name\":" + Json.quote(node.name()) + ",\"this\":" + node.isThis() + ",\"leaving\":" + node.leaving()
                + "}";
    }
}
