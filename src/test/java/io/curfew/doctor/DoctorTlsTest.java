package io.curfew.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.curfew.config.Secret;
import io.curfew.ground.SelfSigned;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Providers by https: whom the gateway trusts, and under which name. */
class DoctorTlsTest {
    private static final String HERE = "ip:127.0.0.1,dns:localhost";

    private final SSLContext before;

    DoctorTlsTest() throws GeneralSecurityException {
        before = SSLContext.getDefault();
    }

    @AfterEach
    void trustAsBefore() {
        SSLContext.setDefault(before);
    }

    private static TestProvider provider(SelfSigned certificate) throws IOException, GeneralSecurityException {
        TestProvider provider = TestProvider.start(certificate.context());
        provider.signIns().client("gateway", Examination.SECRET);
        return provider;
    }

    private static void requireTrusted(SelfSigned certificate, List<FindingCode> codes) throws Exception {
        try (TestProvider provider = provider(certificate)) {
            SSLContext.setDefault(certificate.context());
            assertEquals(codes, Examination.of(provider.issuer()).found());
        }
    }

    @Test
    void aTrustedCertificateIsFine() throws Exception {
        requireTrusted(SelfSigned.make(HERE, "-1d"), List.of());
    }

    @Test
    void aCertificateForAnotherHostIsFound() throws Exception {
        requireTrusted(SelfSigned.make("dns:id.example.com", "-1d"), List.of(FindingCode.TLS_HOST_NAME));
    }

    @Test
    void aCertificateThatNobodyTrustsIsFoundUnlessItIsNotVerified() throws Exception {
        try (TestProvider provider = provider(SelfSigned.make())) {
            Examination healthy = Examination.of(provider.issuer());
            assertEquals(List.of(FindingCode.TLS_UNTRUSTED), healthy.found());
            assertEquals(List.of(), healthy.with("curfew.ssl_verify", "false").found());
        }
    }

    /** The control: by a safe way it is sent; see DoctorIT. */
    @Test
    void anAdministratorsPasswordDoesNotGoWhereTheCertificateIsNotVerified() throws Exception {
        try (TestProvider provider = provider(SelfSigned.make())) {
            KeycloakAccess access =
                    new KeycloakAccess(provider.issuer(), "master", "admin", new Secret("of the admin"), true);
            Examination examination = Examination.of(provider.issuer() + "/realms/work")
                    .with("curfew.ssl_verify", "false")
                    .by(access);
            assertEquals(List.of(FindingCode.KEYCLOAK_NOT_ASKED, FindingCode.DISCOVERY_UNUSABLE), examination.found());
        }
    }
}
