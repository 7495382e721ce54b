package io.curfew.config;

import io.curfew.config.Parameter.Scope;
import java.util.List;
import java.util.Set;

/** The rows of what a route says about requests, behind those of {@link Parameters}. */
final class RequestParameters {
    private static final ParameterTable TABLE = new ParameterTable();

    static final Parameter<List<String>> HOSTS = TABLE.row(
            "hosts",
            Scope.ROUTE,
            HostForms.HOSTS,
            null,
            "the host names whose requests belong to the route; none: every host where no route with `hosts` takes the request");
    static final Parameter<Set<String>> METHODS = TABLE.row(
            "methods",
            Scope.ROUTE,
            HeaderForms.METHODS,
            null,
            "the methods of requests that belong to the route; none: all that no other route has for the same path");
    static final Parameter<Boolean> PRESERVE_HOST = TABLE.row(
            "preserve_host",
            Scope.BOTH,
            Forms.FLAG,
            "false",
            "whether the upstream gets the client's `Host` instead of its own");
    static final Parameter<List<String>> ANONYMOUS_PATHS = TABLE.row(
            "anonymous_paths",
            Scope.ROUTE,
            UrlForms.ANONYMOUS_PATHS,
            null,
            "requests on or below these paths, each behind the route's, need no session; `/` is the whole route");
    static final Parameter<Boolean> RUN_ON_PREFLIGHT = TABLE.row(
            "run_on_preflight", Scope.BOTH, Forms.FLAG, "true", "`false` forwards a CORS preflight without a session");
    static final Parameter<Long> CLIENT_MAX_BODY_SIZE = TABLE.row(
            "client_max_body_size",
            Scope.BOTH,
            Forms.BYTES,
            "0",
            "a longer body of a request is refused with 413; `0` for no limit");

    private RequestParameters() {}

    static List<Parameter<?>> all() {
        return TABLE.rows();
    }
}
