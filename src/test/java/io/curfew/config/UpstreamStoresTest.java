package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.curfew.ground.SelfSigned;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files by which upstreams and the gateway know each other are opened at start. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpstreamStoresTest {
    private Path keys = Path.of("");
    private Path certificates = Path.of("");

    @BeforeAll
    void makeFiles() throws IOException, InterruptedException, GeneralSecurityException {
        SelfSigned certificate = SelfSigned.make();
        keys = certificate.keyStore();
        certificates = certificate.trustStore();
    }

    private Values values() {
        return Values.valid()
                .with("curfew.route.orders.upstream", "https://orders.internal")
                .with("curfew.upstream_trust_store", certificates.toString())
                .with("curfew.upstream_trust_store_password", SelfSigned.PASSWORD)
                .with("curfew.route.orders.upstream_key_store", keys.toString())
                .with("curfew.route.orders.upstream_key_store_password", SelfSigned.PASSWORD);
    }

    @Test
    void eachRouteHasItsOwnOrThoseOfAll() {
        Secret password = new Secret(SelfSigned.PASSWORD);
        Optional<StoreFile> trust = Optional.of(new StoreFile(certificates, password));
        assertEquals(
                new UpstreamConnections(512, trust, Optional.of(new StoreFile(keys, password))),
                values().route("orders").upstream().servers().connections());
        assertEquals(
                new UpstreamConnections(512, trust, Optional.empty()),
                values().route("billing").upstream().servers().connections());
        assertFalse(values().read().toString().contains(SelfSigned.PASSWORD));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "curfew.upstream_trust_store|curfew.upstream_trust_store_password: A trust store needs its file and its password; not set: upstream_trust_store. Set both, or none.",
                "curfew.upstream_trust_store_password|curfew.upstream_trust_store: A trust store needs its file and its password; not set: upstream_trust_store_password. Set both, or none.",
                "curfew.route.orders.upstream_key_store|curfew.route.orders.upstream_key_store_password: A key store needs its file and its password; not set: upstream_key_store. Set both, or none.",
                "curfew.route.orders.upstream_key_store_password|curfew.route.orders.upstream_key_store: A key store needs its file and its password; not set: upstream_key_store_password. Set both, or none."
            })
    void aStoreIsAFileAndItsPassword(String without, String fault) {
        assertEquals(List.of(fault), values().changed(without).faults());
        assertEquals(List.of(), values().faults(), "control");
    }

    @ParameterizedTest
    @CsvSource({
        "http://orders.internal,curfew.upstream_trust_store curfew.route.orders.upstream_key_store",
        "'http://a,http://b',curfew.upstream_trust_store curfew.route.orders.upstream_key_store",
        "'http://a,https://b',''",
        "HTTPS://orders.internal,''",
    })
    void aStoreIsForUpstreamsByHttps(String upstream, String keys) {
        String sentence = ": Has no effect: no upstream that it is for is reached by https."
                + " Remove it and its password, or write https:// in upstream.";
        assertEquals(
                Stream.of(keys.split(" ", -1))
                        .filter(key -> !key.isEmpty())
                        .map(key -> key + sentence)
                        .toList(),
                values().with("curfew.route.orders.upstream", upstream).faults());
    }

    @Test
    void aStoreForAllIsOfUseWhereOneRouteUsesIt() {
        Values values = values().with("curfew.route.orders.upstream_trust_store", certificates.toString())
                .with("curfew.route.orders.upstream_trust_store_password", SelfSigned.PASSWORD);
        assertEquals(
                List.of("curfew.upstream_trust_store"),
                values.faults().stream()
                        .map(fault -> fault.substring(0, fault.indexOf(':')))
                        .toList());
        assertEquals(
                List.of(),
                values.with("curfew.route.billing.upstream", "https://billing.internal")
                        .faults(),
                "control");
    }

    @ParameterizedTest
    @CsvSource({
        "curfew.upstream_trust_store,KEYS,holds no certificate that the JVM takes as trusted. Put it in by keytool -importcert.",
        "curfew.route.orders.upstream_key_store,CERTIFICATES,holds no private key. Put in this node's key with its certificate.",
        "curfew.upstream_trust_store,/nowhere.p12,does not exist.",
        "curfew.route.orders.upstream_key_store,/nowhere.p12,does not exist."
    })
    void aFileThatDoesNotServeIsToldOnce(String key, String file, String end) {
        String path =
                file.equals("KEYS") ? keys.toString() : file.equals("CERTIFICATES") ? certificates.toString() : file;
        assertEquals(
                List.of(key + ": The file '" + path + "' " + end),
                values().with(key, path).faults());
    }
}
