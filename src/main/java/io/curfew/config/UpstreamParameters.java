package io.curfew.config;

import io.curfew.config.Parameter.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The rows of how upstreams are reached, between the routes' and the cluster's in the table of {@link Parameters}. */
final class UpstreamParameters {
    private static final int MOST_FAILURES = 1_000_000;
    private static final int MOST_CONNECTIONS = 65_535;
    private static final long DAY_IN_SECONDS = 86_400;

    private static final ParameterTable TABLE = new ParameterTable();

    static final Parameter<Integer> FAILURES = TABLE.row(
            "upstream_failures",
            Scope.BOTH,
            Forms.number(0, MOST_FAILURES),
            "3",
            "of several upstreams, one is left out after so many failures in a row; `0` for never");
    static final Parameter<Duration> EJECTION = TABLE.row(
            "upstream_ejection",
            Scope.BOTH,
            Forms.seconds(1, DAY_IN_SECONDS),
            "30",
            "how long it is left out before one request tries it again, at most a day");
    static final Parameter<Integer> MAX_CONNECTIONS = TABLE.row(
            "upstream_max_connections",
            Scope.BOTH,
            Forms.number(1, MOST_CONNECTIONS),
            "512",
            "how many connections to each host of an upstream are open at once, at most 65535");

    static final Parameter<Path> TRUST_STORE = TABLE.row(
            "upstream_trust_store",
            Scope.BOTH,
            ClusterForms.FILE,
            null,
            "the certificates by which upstreams are known, or their authority's; if not set, the JVM's");
    static final Parameter<Secret> TRUST_STORE_PASSWORD =
            TABLE.row("upstream_trust_store_password", Scope.BOTH, Forms.SECRET, null, "opens it");
    static final Parameter<Path> KEY_STORE = TABLE.row(
            "upstream_key_store",
            Scope.BOTH,
            ClusterForms.FILE,
            null,
            "the private key and certificate that the gateway shows an upstream that asks for one");
    static final Parameter<Secret> KEY_STORE_PASSWORD =
            TABLE.row("upstream_key_store_password", Scope.BOTH, Forms.SECRET, null, "opens it, and the key in it");

    private UpstreamParameters() {}

    static List<Parameter<?>> all() {
        return TABLE.rows();
    }
}
