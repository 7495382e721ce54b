package io.curfew.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of environment variables: where a key has dots and dashes they have underscores (MicroProfile Config). */
final class EnvironmentName {
    private static final String PREFIX = "curfew_";

    /**
     * What Kubernetes puts into the environment of every container beside a service named curfew, or curfew-something; the
     * likes of {@code CURFEW_PORT_9080_TCP_ADDR}. No parameter ends like that, but for one of ours and two of
     * Kong's that must be refused.
     */
    private static final Pattern KUBERNETES_LINK =
            Pattern.compile("(?!curfew_cluster_bind_port$|.*_session_(memcached|redis)_port$)curfew_([a-z0-9_]+_)?"
                    + "(service_host|service_port(_[a-z0-9_]+)?|port(_[0-9]+_(tcp|udp|sctp)(_(proto|port|addr))?)?)");

    private EnvironmentName() {}

    /** True for a name that can only be meant for us. */
    static boolean isOne(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(PREFIX)
                && !name.equals(ConfigFile.LOCATION)
                && !KUBERNETES_LINK.matcher(lower).matches();
    }

    /** What stands behind the prefix, lower case. */
    static String rest(String name) {
        return name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
    }

    /** The variable that stands for a key: {@code CURFEW_ROUTE_MY_APP_PATH} for {@code curfew.route.my-app.path}. */
    static String of(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
