package io.curfew.ground;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for this machine that no authority has signed, made anew. */
public final class SelfSigned {
    /** Of every file made here. */
    public static final String PASSWORD = "changeit";

    private final Path store;

    private SelfSigned(Path store) {
        this.store = store;
    }

    /** With the names localhost and 127.0.0.1. */
    public static SelfSigned make() throws IOException, InterruptedException {
        return make("ip:127.0.0.1,dns:localhost", "-1d");
    }

    /**
     * One that is valid for two days.
     *
     * @param names as keytool takes them, such as {@code dns:localhost}
     * @param start from when on, seen from now, such as {@code -1d}
     */
    public static SelfSigned make(String names, String start) throws IOException, InterruptedException {
        Path store = BuildDirectory.fresh("self-signed").resolve("store.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String options = "-genkeypair -alias provider -keyalg RSA -keysize 2048 -startdate " + start
                + " -validity 2 -storetype PKCS12" + " -dname CN=localhost -ext SAN=" + names + " -storepass "
                + PASSWORD;
        ProcessBuilder builder = new ProcessBuilder(keytool.toString());
        builder.command().addAll(List.of(options.split(" ")));
        builder.command().add("-keystore");
        builder.command().add(store.toString());
        int code = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("keytool ended with " + code);
        }
        return new SelfSigned(store);
    }

    /** PKCS12 with the key and the certificate, for a server of its own that shows it. */
    public Path keyStore() {
        return store;
    }

    /** For a server that shows this certificate, or a client that trusts it. */
    public SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore keys = keys();
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted(keys));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** PKCS12 with the certificate alone, for a process of its own that trusts it. */
    public Path trustStore() throws IOException, GeneralSecurityException {
        Path file = store.resolveSibling("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted(keys()).store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private KeyStore keys() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static KeyStore trusted(KeyStore keys) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("provider", keys.getCertificate("provider"));
        return trusted;
    }
}
