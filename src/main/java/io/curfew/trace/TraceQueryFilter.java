package io.curfew.trace;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/**
 * Takes the query out of the span that the container begins for a request to one of our resources, whatever its sampler thinks of
 * {@link OpenTelemetryTraces}: it may hold what nobody is to read. Behind the container's own filter.
 */
@Priority(Priorities.USER + 1000)
public final class TraceQueryFilter implements ContainerRequestFilter {
    private final Traces traces;

    /** Creates it. */
    public TraceQueryFilter(Traces traces) {
        this.traces = traces;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        traces.withholdQuery();
    }
}
