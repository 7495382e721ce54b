package io.curfew.routing;

/** Whether a raw request path has a normal form that every server reads in the same way. */
public sealed interface PathVerdict {
    /** It has. */
    record Normal(RequestPath path) implements PathVerdict {}

    /** It has none; the request is answered with 400. */
    record Refused(PathRefusal reason) implements PathVerdict {}
}
