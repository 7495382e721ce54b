package io.curfew.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A valid configuration with two routes of one registration; a test changes what it is about. */
final class Values {
    static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final Map<String, String> values = new LinkedHashMap<>();

    static Values valid() {
        return new Values()
                .with("curfew.public_url", "https://apps.example.com")
                .with("curfew.issuer", "https://id.example.com/realms/work")
                .with("curfew.client_id", "gateway")
                .with("curfew.client_secret", "s3cr3t-of-client")
                .with("curfew.route.billing.path", "/billing")
                .with("curfew.route.billing.upstream", "http://billing.internal:8080")
                .with("curfew.route.orders.path", "/orders")
                .with("curfew.route.orders.upstream", "http://orders.internal:8080");
    }

    /** The same on three nodes that find each other by a list, this one by its defaults. */
    static Values embedded() {
        return valid().with("curfew.session_secret", SECRET)
                .with("curfew.cluster", "embedded")
                .with("curfew.cluster_members", "127.0.0.1:7800,127.0.0.1:7810,127.0.0.1:7820");
    }

    /** The same on Infinispan servers. */
    static Values remote() {
        return valid().with("curfew.session_secret", SECRET)
                .with("curfew.cluster", "remote")
                .with("curfew.remote_servers", "store-1:11222,store-2:11222")
                .with("curfew.remote_username", "gateway")
                .with("curfew.remote_password", "s3cr3t-of-store");
    }

    static Values none() {
        return new Values();
    }

    /** A change as one line: {@code key=value; key=value}, where a lone {@code key} is removed. */
    Values changed(String changes) {
        for (String change : List.of(changes.split("; "))) {
            int equals = change.indexOf('=');
            if (equals < 0) {
                values.remove(change);
            } else {
                with(change.substring(0, equals), change.substring(equals + 1));
            }
        }
        return this;
    }

    Values with(String name, String value) {
        values.put(name, value);
        return this;
    }

    Settings read() {
        return read("");
    }

    Settings read(String contextPath) {
        return ConfigReader.read(RawValues.of(values), contextPath);
    }

    /** Each fault as {@code key: sentence}. */
    List<String> faults() {
        return faults("");
    }

    List<String> faults(String contextPath) {
        try {
            read(contextPath);
            return List.of();
        } catch (ConfigFaultsException found) {
            return found.faults().stream()
                    .map(fault -> fault.key() + ": " + fault.sentence())
                    .collect(Collectors.toList());
        }
    }

    Route route(String name) {
        return read().routes().stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
