package io.curfew.login;

import io.curfew.routing.Passage;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * Stands before the gateway's own resources: only what the gate took for one of them gets there, and no answer of theirs is
 * stored by a cache, whether a resource or the container made it.
 */
@PreMatching
public final class OwnPathFilter implements ContainerRequestFilter, ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getProperty(Passage.OWN_PATH) == null) {
            request.abortWith(Response.status(Response.Status.NOT_FOUND).build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
