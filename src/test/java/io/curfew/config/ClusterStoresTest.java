package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.curfew.config.ClusterSettings.Embedded;
import io.curfew.config.ClusterSettings.Remote;
import io.curfew.ground.BuildDirectory;
import io.curfew.ground.SelfSigned;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of keys and certificates are opened at start. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterStoresTest {
    private static final String PASSWORD = SelfSigned.PASSWORD;

    private final Path directory = BuildDirectory.fresh("stores");
    private Path keys = Path.of("");
    private Path certificates = Path.of("");

    @BeforeAll
    void makeFiles() throws IOException, InterruptedException, GeneralSecurityException {
        SelfSigned certificate = SelfSigned.make();
        keys = certificate.keyStore();
        certificates = certificate.trustStore();
    }

    @Test
    void nodesThatKnowEachOtherMayMeetBeyondThisMachine() {
        Values values = embedded().changed("curfew.cluster_bind_address=192.0.2.1");

        Embedded embedded = assertInstanceOf(Embedded.class, values.read().cluster());
        assertEquals(
                Optional.of(new ClusterTls(
                        new StoreFile(keys, new Secret(PASSWORD)), new StoreFile(certificates, new Secret(PASSWORD)))),
                embedded.tls());
        assertFalse(values.read().toString().contains(PASSWORD));
    }

    @Test
    void theServersMayBeKnownByATrustStoreOfTheirOwn() {
        Remote remote = assertInstanceOf(Remote.class, remote().read().cluster());
        assertEquals(Optional.of(new StoreFile(certificates, new Secret(PASSWORD))), remote.trustStore());
    }

    @Test
    void consentToPlaintextHasNoEffectWithTls() {
        assertEquals(
                List.of("curfew.cluster_plaintext_accepted: Has no effect: the nodes talk by TLS."),
                embedded()
                        .changed("curfew.cluster_plaintext_accepted=true")
                        .read()
                        .notices());
    }

    @ParameterizedTest
    @ValueSource(strings = {"key_store", "key_store_password", "trust_store", "trust_store_password"})
    void tlsIsWholeOrNotAtAll(String without) {
        String first = without.equals("key_store") ? "key_store_password" : "key_store";
        assertEquals(
                List.of("curfew.cluster_" + first + ": TLS between the nodes needs a key store and a trust store,"
                        + " each with its password; not set: cluster_" + without + ". Set all four, or none."),
                embedded()
                        .changed("curfew.cluster_bind_address=192.0.2.1; curfew.cluster_" + without)
                        .faults());
    }

    @Test
    void aTrustStoreOfTheServersNeedsItsPassword() {
        assertEquals(
                List.of("curfew.remote_trust_store: A trust store needs its file and its password; not set:"
                        + " remote_trust_store_password. Set both, or none."),
                remote().changed("curfew.remote_trust_store_password").faults());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster_key_store", "cluster_trust_store", "remote_trust_store"})
    void aFileThatIsNotThere(String parameter) {
        Path file = directory.resolve("nowhere.p12");
        assertUnusable(parameter, file, "The file '" + file + "' does not exist.");
    }

    @Test
    void aRelativePathIsShownWhole() {
        Path file = Path.of("nowhere.p12");
        assertUnusable("cluster_key_store", file, "The file '" + file.toAbsolutePath() + "' does not exist.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster_key_store", "cluster_trust_store", "remote_trust_store"})
    void aDirectory(String parameter) {
        assertUnusable(parameter, directory, "The file '" + directory + "' cannot be read. Is it a file?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster_key_store", "cluster_trust_store", "remote_trust_store"})
    void theOldFormatOfJava(String parameter) throws IOException, GeneralSecurityException {
        Path file = directory.resolve("old.jks");
        KeyStore old = KeyStore.getInstance("JKS");
        old.load(null, null);
        old.setCertificateEntry("provider", open(keys).getCertificate("provider"));
        store(old, file);

        assertUnusable(parameter, file, notPkcs12(file));
    }

    @Test
    void aFileThatIsEmptyOrCutOffOrSomethingElse() throws IOException {
        Path file = directory.resolve("broken.p12");
        byte[] whole = Files.readAllBytes(keys);
        for (byte[] broken : List.of(
                new byte[0], Arrays.copyOf(whole, whole.length / 2), new byte[] {0x30, 1, 2}, new byte[] {1, 2, 3})) {
            Files.write(file, broken);
            assertUnusable("cluster_key_store", file, notPkcs12(file));
        }
    }

    private static String notPkcs12(Path file) {
        return "The file '" + file + "' is not PKCS12. keytool -importkeystore -deststoretype PKCS12 makes one of a"
                + " JKS file, openssl pkcs12 -export of PEM files.";
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster_key_store", "cluster_trust_store", "remote_trust_store"})
    void aPasswordThatDoesNotOpenItsFile(String parameter) {
        Path file = parameter.endsWith("key_store") ? keys : certificates;
        assertEquals(
                List.of(wrongPassword(parameter, file)),
                valid(parameter)
                        .with("curfew." + parameter + "_password", "hunter2")
                        .faults());
    }

    @Test
    void aKeyWithAPasswordOfItsOwn() throws IOException, GeneralSecurityException {
        KeyStore store = open(keys);
        store.setKeyEntry(
                "provider",
                store.getKey("provider", PASSWORD.toCharArray()),
                "hunter2".toCharArray(),
                store.getCertificateChain("provider"));
        Path file = directory.resolve("two-passwords.p12");
        store(store, file);

        assertEquals(
                List.of(wrongPassword("cluster_key_store", file)),
                embedded().with("curfew.cluster_key_store", file.toString()).faults());
    }

    private static String wrongPassword(String parameter, Path file) {
        return "curfew." + parameter + "_password: Does not open the file '" + file + "' and the key in it."
                + " Set the password that the file was made with.";
    }

    @Test
    void aKeyStoreWithoutAKey() {
        assertUnusable(
                "cluster_key_store",
                certificates,
                "The file '" + certificates + "' holds no private key. Put in this node's key with its certificate.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster_trust_store", "remote_trust_store"})
    void aTrustStoreWithoutACertificateToTrust(String parameter) {
        assertUnusable(
                parameter,
                keys,
                "The file '" + keys + "' holds no certificate that the JVM takes as trusted."
                        + " Put it in by keytool -importcert.");
    }

    private void assertUnusable(String parameter, Path file, String sentence) {
        assertEquals(
                List.of("curfew." + parameter + ": " + sentence),
                valid(parameter).with("curfew." + parameter, file.toString()).faults());
    }

    private Values valid(String parameter) {
        return parameter.startsWith("remote_") ? remote() : embedded();
    }

    private Values embedded() {
        return Values.embedded()
                .with("curfew.cluster_key_store", keys.toString())
                .with("curfew.cluster_key_store_password", PASSWORD)
                .with("curfew.cluster_trust_store", certificates.toString())
                .with("curfew.cluster_trust_store_password", PASSWORD);
    }

    private Values remote() {
        return Values.remote()
                .with("curfew.remote_trust_store", certificates.toString())
                .with("curfew.remote_trust_store_password", PASSWORD);
    }

    private static KeyStore open(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void store(KeyStore store, Path file) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }
}
