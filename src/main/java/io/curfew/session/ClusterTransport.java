package io.curfew.session;

import io.curfew.config.ClusterSettings;
import io.curfew.config.ClusterTls;
import io.curfew.config.Discovery;
import io.curfew.config.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.configuration.parsing.ParserRegistry;

/** {@code cluster.xml}, filled in with the settings. */
final class ClusterTransport {
    private ClusterTransport() {}

    static ConfigurationBuilderHolder of(ClusterSettings.Embedded settings) {
        ClassLoader loader = ClusterTransport.class.getClassLoader();
        URL file = Objects.requireNonNull(ClusterTransport.class.getResource("cluster.xml"), "cluster.xml");
        try {
            return new ParserRegistry(loader, false, values(settings)).parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties values(ClusterSettings.Embedded settings) {
        Properties values = new Properties();
        values.setProperty("curfew.name", settings.name());
        values.setProperty("curfew.bind_address", settings.bindAddress());
        values.setProperty("curfew.bind_port", Integer.toString(settings.bindPort()));
        addDiscovery(values, settings.discovery());
        values.setProperty("curfew.tls", Boolean.toString(settings.tls().isPresent()));
        settings.tls().ifPresent(tls -> addTls(values, tls));
        return values;
    }

    private static void addDiscovery(Properties values, Discovery discovery) {
        if (discovery instanceof Discovery.Members members) {
            values.setProperty("curfew.discovery", "members");
            values.setProperty(
                    "curfew.members",
                    members.endpoints().stream().map(ClusterTransport::host).collect(Collectors.joining(",")));
        } else if (discovery instanceof Discovery.Dns dns) {
            values.setProperty("curfew.discovery", "dns");
            values.setProperty("curfew.dns", dns.name());
        } else if (discovery instanceof Discovery.Multicast multicast) {
            values.setProperty("curfew.discovery", "multicast");
            values.setProperty("curfew.multicast_address", multicast.group().host());
            values.setProperty(
                    "curfew.multicast_port", Integer.toString(multicast.group().port()));
        }
    }

    /** As JGroups writes an address in a list. */
    private static String host(Endpoint endpoint) {
        return endpoint.host() + "[" + endpoint.port() + "]";
    }

    private static void addTls(Properties values, ClusterTls tls) {
        values.setProperty("curfew.key_store", tls.key().file().toString());
        values.setProperty("curfew.key_store_password", tls.key().password().value());
        values.setProperty("curfew.trust_store", tls.trust().file().toString());
        values.setProperty("curfew.trust_store_password", tls.trust().password().value());
    }
}
