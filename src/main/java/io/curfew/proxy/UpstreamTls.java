package io.curfew.proxy;

import io.curfew.config.StoreFile;
import io.curfew.config.UpstreamConnections;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.jspecify.annotations.Nullable;

/** How upstreams prove who they are, and the gateway to them. Certificate and host name are always verified. */
public final class UpstreamTls {
    private UpstreamTls() {}

    /** Of connections with this trust store and key store. */
    public static TlsSocketStrategy strategy(UpstreamConnections connections) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(connections.keyStore()), trust(connections.trustStore()), null);
            return new Strategy(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The TLS settings of an upstream cannot be used: " + e.getMessage(), e);
        }
    }

    /** Null is no client certificate. */
    private static KeyManager @Nullable [] keys(Optional<StoreFile> store)
            throws GeneralSecurityException, IOException {
        if (store.isEmpty()) {
            return null;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(open(store.get()), password(store.get()));
        return factory.getKeyManagers();
    }

    /** Null is what the JVM trusts. */
    private static TrustManager @Nullable [] trust(Optional<StoreFile> store)
            throws GeneralSecurityException, IOException {
        if (store.isEmpty()) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(open(store.get()));
        return factory.getTrustManagers();
    }

    private static KeyStore open(StoreFile file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file.file())) {
            store.load(in, password(file));
        }
        return store;
    }

    private static char[] password(StoreFile file) {
        return file.password().value().toCharArray();
    }

    /** The JVM does not look at the dates of a certificate that is itself in the trust store. */
    private static final class Strategy extends DefaultClientTlsStrategy {
        Strategy(SSLContext context) {
            super(context);
        }

        @Override
        protected void verifySession(String host, SSLSession session) throws SSLException {
            super.verifySession(host, session);
            for (Certificate certificate : session.getPeerCertificates()) {
                try {
                    if (certificate instanceof X509Certificate x509) {
                        x509.checkValidity();
                    }
                } catch (CertificateException notNow) {
                    throw new SSLPeerUnverifiedException("A certificate is not valid now: " + notNow.getMessage());
                }
            }
        }
    }
}
