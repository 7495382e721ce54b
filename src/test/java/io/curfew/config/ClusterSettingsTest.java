package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.curfew.config.ClusterSettings.Embedded;
import io.curfew.config.ClusterSettings.Local;
import io.curfew.config.ClusterSettings.Remote;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What valid settings of the cluster are read as. Those with files are in {@link ClusterStoresTest}. */
class ClusterSettingsTest {
    @Test
    void oneNodeIsTheDefault() {
        assertEquals(new Local(), Values.valid().read().cluster());
        assertEquals(
                new Local(),
                Values.valid().changed("curfew.cluster=LOCAL").read().cluster());
    }

    @Test
    void readsAnEmbeddedClusterWithItsDefaults() {
        assertEquals(
                new Embedded(
                        "curfew",
                        "127.0.0.1",
                        7800,
                        new Discovery.Members(List.of(
                                new Endpoint("127.0.0.1", 7800),
                                new Endpoint("127.0.0.1", 7810),
                                new Endpoint("127.0.0.1", 7820))),
                        3,
                        WhenSplit.DENY,
                        Optional.empty()),
                Values.embedded().read().cluster());
    }

    @Test
    void readsEveryParameterOfAnEmbeddedCluster() {
        assertEquals(
                new Embedded(
                        "blue.1",
                        "0:0:0:0:0:0:0:1",
                        65534,
                        new Discovery.Dns("nodes.gateway.svc.cluster.local"),
                        1000,
                        WhenSplit.SERVE,
                        Optional.empty()),
                Values.embedded()
                        .changed("curfew.cluster_members; curfew.cluster_dns=nodes.gateway.svc.cluster.local")
                        .changed("curfew.cluster_name=blue.1; curfew.cluster_bind_address=::1")
                        .changed("curfew.cluster_bind_port=65534; curfew.cluster_expected_size=1000")
                        .changed("curfew.cluster_when_split=Serve")
                        .read()
                        .cluster());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            239.1.2.3:7900 | 239.1.2.3:7900
            [ff02::5]:7900 | [ff02::5]:7900
            """)
    void nodesMayFindEachOtherByMulticast(String value, String group) {
        Embedded embedded = embedded(Values.embedded()
                .changed("curfew.cluster_members; curfew.cluster_expected_size=2; curfew.cluster_multicast=" + value));

        Discovery.Multicast multicast = assertInstanceOf(Discovery.Multicast.class, embedded.discovery());
        assertEquals(group, multicast.group().toString());
        assertEquals(2, embedded.expectedSize());
    }

    @Test
    void aListMayNameMorePlacesOrFewerThanThereAreNodes() {
        assertEquals(
                2,
                embedded(Values.embedded().changed("curfew.cluster_expected_size=2"))
                        .expectedSize());
        assertEquals(
                9,
                embedded(Values.embedded().changed("curfew.cluster_expected_size=9"))
                        .expectedSize());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a:1 | a:1
            A.Example.com:65535, b_1:7800 | A.Example.com:65535,b_1:7800
            [::1]:7800 | [::1]:7800
            [2001:db8::1]:7800,[::ffff:10.0.0.1]:7800 | [2001:db8::1]:7800,[::ffff:10.0.0.1]:7800
            127.0.0.1:7800,127.0.0.1:7801 | 127.0.0.1:7800,127.0.0.1:7801
            """)
    void membersAreNamesOrAddressesWithPorts(String value, String members) {
        Embedded embedded = embedded(Values.embedded().with("curfew.cluster_members", value));

        Discovery.Members discovery = assertInstanceOf(Discovery.Members.class, embedded.discovery());
        assertEquals(
                members,
                String.join(
                        ",",
                        discovery.endpoints().stream().map(Endpoint::toString).toList()));
        assertEquals(discovery.endpoints().size(), embedded.expectedSize());
    }

    @Test
    void theNameOfTheBindAddressIsLookedUp() {
        assertEquals(
                "127.0.0.1",
                embedded(Values.embedded().changed("curfew.cluster_bind_address=127.0.0.1"))
                        .bindAddress());
        // localhost is either of the two, by the machine
        String localhost = embedded(Values.embedded().changed("curfew.cluster_bind_address=localhost"))
                .bindAddress();
        assertEquals("", localhost.replaceAll("^(127\\.0\\.0\\.1|0:0:0:0:0:0:0:1)$", ""));
    }

    @Test
    void withConsentNodesMayTalkInClearBeyondThisMachine() {
        assertEquals(
                "192.0.2.1",
                embedded(Values.embedded()
                                .changed("curfew.cluster_bind_address=192.0.2.1")
                                .changed("curfew.cluster_plaintext_accepted=true"))
                        .bindAddress());
    }

    @Test
    void readsARemoteClusterWithItsDefaults() {
        assertEquals(
                new Remote(
                        List.of(new Endpoint("store-1", 11222), new Endpoint("store-2", 11222)),
                        "gateway",
                        new Secret("s3cr3t-of-store"),
                        Optional.empty(),
                        "curfew-",
                        true),
                Values.remote().read().cluster());
    }

    @Test
    void readsEveryParameterOfARemoteCluster() {
        assertEquals(
                new Remote(
                        List.of(new Endpoint("::1", 1)),
                        "gate way",
                        new Secret("other"),
                        Optional.empty(),
                        "blue_",
                        false),
                Values.remote()
                        .changed("curfew.remote_servers=[::1]:1; curfew.remote_username=gate way")
                        .changed("curfew.remote_password=other; curfew.remote_cache_prefix=blue_")
                        .changed("curfew.remote_create_caches=false")
                        .read()
                        .cluster());
    }

    @Test
    void variablesOfTheEnvironmentSetACluster() {
        Embedded embedded = embedded(Values.embedded()
                .changed("CURFEW_CLUSTER_BIND_PORT=7810; CURFEW_CLUSTER_NAME=green")
                .changed("CURFEW_CLUSTER_SERVICE_HOST=10.0.0.1; CURFEW_CLUSTER_PORT=tcp://10.0.0.1:7800")
                .changed("CURFEW_CLUSTER_PORT_7800_TCP_PORT=7800"));

        assertEquals(7810, embedded.bindPort());
        assertEquals("green", embedded.name());
    }

    private static Embedded embedded(Values values) {
        return assertInstanceOf(Embedded.class, values.read().cluster());
    }
}
