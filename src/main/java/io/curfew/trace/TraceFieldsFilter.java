package io.curfew.trace;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/**
 * Takes the trace of a request to one of our resources out of its header fields: the gate has decided whether the client is
 * believed, and the container would believe everybody.
 */
@PreMatching
public final class TraceFieldsFilter implements ContainerRequestFilter {
    private final Traces traces;

    /** Creates it. */
    public TraceFieldsFilter(Traces traces) {
        this.traces = traces;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        traces.fields().forEach(request.getHeaders()::remove);
    }
}
