package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One change to a valid cluster, one fault, its very words. */
class ClusterFaultsTest {
    @Test
    void theClustersAreValidWithoutAChange() {
        assertEquals(List.of(), Values.embedded().faults());
        assertEquals(List.of(), Values.remote().faults());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 400, textBlock = LOCAL)
    void local(String change, String fault) {
        assertEquals(List.of(fault), Values.valid().changed(change).faults());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 400, textBlock = EMBEDDED)
    void embedded(String change, String fault) {
        assertEquals(List.of(fault), Values.embedded().changed(change).faults());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 400, textBlock = FORMS)
    void forms(String change, String fault) {
        assertEquals(List.of(fault), Values.embedded().changed(change).faults());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 400, textBlock = REMOTE)
    void remote(String change, String fault) {
        assertEquals(List.of(fault), Values.remote().changed(change).faults());
    }

    @Test
    void controlCharactersInAUserName() {
        assertEquals(
                List.of("curfew.remote_username: The value 'gate?way' is not text without control characters."),
                Values.remote().with("curfew.remote_username", "gate\nway").faults());
    }

    @Test
    void everyParameterOfAnotherKindIsRefused() {
        for (Parameter<?> parameter : ClusterParameters.all()) {
            String key = "curfew." + parameter.name();
            if (parameter.name().startsWith("cluster_")) {
                assertRefused(key, Values.valid());
                assertRefused(key, Values.remote());
            } else if (parameter.name().startsWith("remote_")) {
                assertRefused(key, Values.valid());
                assertRefused(key, Values.embedded());
            }
        }
    }

    private static void assertRefused(String key, Values values) {
        assertTrue(
                values.with(key, "1").faults().stream()
                        .anyMatch(fault -> fault.startsWith(key + ": Has no effect while cluster is ")),
                key);
    }

    @Test
    void aRemoteClusterOfNothingMissesAllAtOnce() {
        assertEquals(
                List.of(
                        "curfew.session_secret",
                        "curfew.remote_servers",
                        "curfew.remote_username",
                        "curfew.remote_password"),
                Values.valid().changed("curfew.cluster=remote").faults().stream()
                        .map(fault -> fault.substring(0, fault.indexOf(':')))
                        .toList());
    }

    private static final String LOCAL = """
            curfew.cluster=many | curfew.cluster: The value 'many' is not one of local, embedded, remote.
            curfew.cluster_name=blue | curfew.cluster_name: Has no effect while cluster is local. Remove it, or set cluster to embedded.
            CURFEW_CLUSTER_BIND_PORT=7800 | CURFEW_CLUSTER_BIND_PORT: Has no effect while cluster is local. Remove it, or set cluster to embedded.
            curfew.remote_username=me | curfew.remote_username: Has no effect while cluster is local. Remove it, or set cluster to remote.
            curfew.route.orders.cluster=embedded | curfew.route.orders.cluster: Can be set for all routes only: curfew.cluster.
            """;

    private static final String EMBEDDED = """
            curfew.remote_password=x | curfew.remote_password: Has no effect while cluster is embedded. Remove it, or set cluster to remote.
            curfew.session_secret | curfew.session_secret: Missing: while cluster is embedded every node needs the same, or none can read what another has sealed. Set it, or CURFEW_SESSION_SECRET in the environment.
            curfew.cluster_members | curfew.cluster_members: While cluster is embedded the nodes must find each other. Set this, cluster_dns or cluster_multicast.
            curfew.cluster_members= | curfew.cluster_members: While cluster is embedded the nodes must find each other. Set this, cluster_dns or cluster_multicast.
            curfew.cluster_dns=nodes | curfew.cluster_members: The nodes find each other in one way only, and there are 2: cluster_members, cluster_dns. Keep one.
            curfew.cluster_multicast=239.1.2.3:7900 | curfew.cluster_members: The nodes find each other in one way only, and there are 2: cluster_members, cluster_multicast. Keep one.
            curfew.cluster_members; curfew.cluster_dns=nodes; curfew.cluster_multicast=239.1.2.3:7900 | curfew.cluster_dns: The nodes find each other in one way only, and there are 2: cluster_dns, cluster_multicast. Keep one.
            curfew.cluster_dns=nodes; curfew.cluster_multicast=239.1.2.3:7900 | curfew.cluster_members: The nodes find each other in one way only, and there are 3: cluster_members, cluster_dns, cluster_multicast. Keep one.
            curfew.cluster_members; curfew.cluster_dns=nodes | curfew.cluster_expected_size: Missing: with cluster_dns nothing else tells how many nodes there are. Set it, or CURFEW_CLUSTER_EXPECTED_SIZE in the environment.
            curfew.cluster_members; curfew.cluster_multicast=239.1.2.3:7900 | curfew.cluster_expected_size: Missing: with cluster_multicast nothing else tells how many nodes there are. Set it, or CURFEW_CLUSTER_EXPECTED_SIZE in the environment.
            curfew.cluster_bind_address=0.0.0.0 | curfew.cluster_bind_address: The address 0.0.0.0 stands for every one of this machine, and the nodes tell each other where they are. Set the one address by which the others reach this node.
            curfew.cluster_bind_address=::; curfew.cluster_plaintext_accepted=true | curfew.cluster_bind_address: The address 0:0:0:0:0:0:0:0 stands for every one of this machine, and the nodes tell each other where they are. Set the one address by which the others reach this node.
            curfew.cluster_bind_address=nowhere.invalid | curfew.cluster_bind_address: The name 'nowhere.invalid' has no address. Set an IP address of this machine, or a name of one.
            curfew.cluster_bind_address=SITE_LOCAL | curfew.cluster_bind_address: The name 'SITE_LOCAL' has no address. Set an IP address of this machine, or a name of one.
            curfew.cluster_bind_address=192.0.2.1 | curfew.cluster_bind_address: The address 192.0.2.1 is beyond this machine, where without TLS whoever reaches the port is a node. Set cluster_key_store, cluster_key_store_password, cluster_trust_store, cluster_trust_store_password; or cluster_plaintext_accepted=true, if nobody else reaches that network.
            curfew.cluster_bind_address=2001:db8::1 | curfew.cluster_bind_address: The address 2001:db8:0:0:0:0:0:1 is beyond this machine, where without TLS whoever reaches the port is a node. Set cluster_key_store, cluster_key_store_password, cluster_trust_store, cluster_trust_store_password; or cluster_plaintext_accepted=true, if nobody else reaches that network.
            curfew.cluster_bind_address=192.0.2.1; curfew.cluster_members=192.0.2.1:7800; curfew.cluster_expected_size=2 | curfew.cluster_bind_address: The address 192.0.2.1 is beyond this machine, where without TLS whoever reaches the port is a node. Set cluster_key_store, cluster_key_store_password, cluster_trust_store, cluster_trust_store_password; or cluster_plaintext_accepted=true, if nobody else reaches that network.
            curfew.cluster_key_store_password=x | curfew.cluster_key_store_password: TLS between the nodes needs a key store and a trust store, each with its password; not set: cluster_key_store, cluster_trust_store, cluster_trust_store_password. Set all four, or none.
            """;

    private static final String FORMS = """
            curfew.cluster_name=two words | curfew.cluster_name: The value 'two words' is not a word: a letter or digit, then letters, digits and . _ - only, at most 100.
            curfew.cluster_bind_address=match-interface:eth0 | curfew.cluster_bind_address: The value 'match-interface:eth0' is not an IP address or the name of a host.
            curfew.cluster_bind_address=10.0.1 | curfew.cluster_bind_address: The value '10.0.1' is not an IP address or the name of a host.
            curfew.cluster_bind_address=256.0.0.1 | curfew.cluster_bind_address: The value '256.0.0.1' is not an IP address or the name of a host.
            curfew.cluster_bind_address=1::2::3 | curfew.cluster_bind_address: The value '1::2::3' is not an IP address or the name of a host.
            curfew.cluster_bind_address=127.0.0.1:7800 | curfew.cluster_bind_address: The value '127.0.0.1:7800' is not an IP address or the name of a host.
            curfew.cluster_bind_port=0 | curfew.cluster_bind_port: The value '0' is not a port: a whole number from 1 to 65534, in digits only.
            curfew.cluster_bind_port=65535 | curfew.cluster_bind_port: The value '65535' is not a port: a whole number from 1 to 65534, in digits only.
            curfew.cluster_members=a:7800,, | curfew.cluster_members: The value 'a:7800,,' is not a list: there is nothing before, between or after its commas.
            curfew.cluster_members=, | curfew.cluster_members: The value ',' is not a list: there is nothing before, between or after its commas.
            curfew.cluster_members=a | curfew.cluster_members: The value 'a' is not host:port.
            curfew.cluster_members=:7800 | curfew.cluster_members: The value '' is not an IP address or the name of a host.
            curfew.cluster_members=a:0 | curfew.cluster_members: The value '0' is not the port in host:port (an IPv6 address in brackets): a whole number from 1 to 65535, in digits only.
            curfew.cluster_members=a:65536 | curfew.cluster_members: The value '65536' is not the port in host:port (an IPv6 address in brackets): a whole number from 1 to 65535, in digits only.
            curfew.cluster_members=::1:7800 | curfew.cluster_members: The value '::1:7800' is not host:port: an IPv6 address stands in brackets, as in [::1]:7800.
            curfew.cluster_members=[a]:7800 | curfew.cluster_members: The value '[a]' is not an IP address or the name of a host.
            curfew.cluster_members=a:7800,b:7800,A:7800 | curfew.cluster_members: 'A:7800' is in the list twice.
            curfew.cluster_members; curfew.cluster_expected_size=2; curfew.cluster_dns=10.0.0.1 | curfew.cluster_dns: The value '10.0.0.1' is not a name in DNS.
            curfew.cluster_members; curfew.cluster_expected_size=2; curfew.cluster_dns=no-where. .x | curfew.cluster_dns: The value 'no-where. .x' is not a name in DNS.
            curfew.cluster_members; curfew.cluster_expected_size=2; curfew.cluster_multicast=10.0.0.1:7900 | curfew.cluster_multicast: The value '10.0.0.1:7900' is not a multicast address and a port, as in 239.1.2.3:7900.
            curfew.cluster_members; curfew.cluster_expected_size=2; curfew.cluster_multicast=nodes:7900 | curfew.cluster_multicast: The value 'nodes:7900' is not a multicast address and a port, as in 239.1.2.3:7900.
            curfew.cluster_expected_size=0 | curfew.cluster_expected_size: The value '0' is not a whole number from 1 to 1000, in digits only.
            curfew.cluster_expected_size=1001 | curfew.cluster_expected_size: The value '1001' is not a whole number from 1 to 1000, in digits only.
            curfew.cluster_when_split=panic | curfew.cluster_when_split: The value 'panic' is not one of deny, serve.
            curfew.cluster_plaintext_accepted=yes | curfew.cluster_plaintext_accepted: The value 'yes' is not true or false.
            """;

    private static final String REMOTE = """
            curfew.cluster_members=a:1 | curfew.cluster_members: Has no effect while cluster is remote. Remove it, or set cluster to embedded.
            curfew.session_secret | curfew.session_secret: Missing: while cluster is remote every node needs the same, or none can read what another has sealed. Set it, or CURFEW_SESSION_SECRET in the environment.
            curfew.remote_servers | curfew.remote_servers: Missing: the Infinispan servers. Set it, or CURFEW_REMOTE_SERVERS in the environment.
            curfew.remote_username | curfew.remote_username: Missing: who the gateway is at the Infinispan servers. Set it, or CURFEW_REMOTE_USERNAME in the environment.
            curfew.remote_password | curfew.remote_password: Missing: the gateway's password at the Infinispan servers. Set it, or CURFEW_REMOTE_PASSWORD in the environment.
            curfew.remote_servers=store:11222,store:11222 | curfew.remote_servers: 'store:11222' is in the list twice.
            curfew.remote_servers=store:99999 | curfew.remote_servers: The value '99999' is not the port in host:port (an IPv6 address in brackets): a whole number from 1 to 65535, in digits only.
            curfew.remote_trust_store_password=x | curfew.remote_trust_store_password: A trust store needs its file and its password; not set: remote_trust_store. Set both, or none.
            curfew.remote_cache_prefix=- | curfew.remote_cache_prefix: The value '-' is not a word: a letter or digit, then letters, digits and . _ - only, at most 100.
            curfew.remote_create_caches=maybe | curfew.remote_create_caches: The value 'maybe' is not true or false.
            """;
}
