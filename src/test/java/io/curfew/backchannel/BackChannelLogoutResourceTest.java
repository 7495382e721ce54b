package io.curfew.backchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.RSAKey;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestKeys;
import io.curfew.provider.SigningKeyVerdict;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackChannelLogoutResourceTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String ISSUER = "https://id.example.com";
    private static final RSAKey KEY = TestKeys.rsa("key-1");

    private final SettableClock clock = new SettableClock();
    private final RecordingSessions sessions = new RecordingSessions();
    private final BackChannelLogoutResource resource = resource();

    private BackChannelLogoutResource resource() {
        try {
            SigningKeyVerdict key = new SigningKeyVerdict.Found(KEY.toPublicKey());
            LogoutTokenVerifier verifier = new LogoutTokenVerifier(
                    List.of(Registrations.at(ISSUER, "gateway")), (registration, kid) -> key, clock);
            return new BackChannelLogoutResource(
                    new BackChannelLogout(verifier, sessions, new BackChannelCounters(), clock));
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String token() {
        return LogoutTokenBuilder.valid(ISSUER, "gateway", KEY, clock.instant()).build();
    }

    private Response post(@Nullable String contentType, String body) throws IOException {
        return resource.logout(contentType, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertRefused(int status, String code, Response response) {
        assertEquals(status, response.getStatus());
        assertEquals("no-store", response.getHeaderString("Cache-Control"));
        assertEquals("application/json", response.getHeaderString("Content-Type"));
        String body = String.valueOf(response.getEntity());
        assertTrue(body.startsWith("{\"error\":\"invalid_request\",\"error_description\":\"" + code + ": "), body);
    }

    @BeforeEach
    void oneSessionLives() {
        sessions.live("a1", "alice", "sid-1", 0);
    }

    /** The control: a refused request has neither ended the session nor spoilt the endpoint. */
    @AfterEach
    void theRightRequestEndsIt() throws IOException {
        sessions.failNowhere();
        sessions.live("a1", "alice", "sid-1", 0);
        Response response = post(FORM, "logout_token=" + token());
        assertEquals(200, response.getStatus());
        assertEquals("no-store", response.getHeaderString("Cache-Control"));
        assertNull(response.getEntity());
        assertEquals(Set.of(), sessions.live());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=b&logout_token=%s",
                "logout_token=%s&state=x",
                "logout%%5Ftoken=%s",
                "&&logout_token=%s&",
                "%%zz=1&logout_token=%s"
            })
    void otherParametersAreIgnored(String body) throws IOException {
        assertEquals(
                200, post(FORM + "; charset=UTF-8", body.formatted(token())).getStatus());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "logout_token", "logout_token=", "Logout_token=x", "token=x", "logout_token=%zz", "&", "=x"})
    void withoutATokenNothingHappens(String body) throws IOException {
        assertRefused(400, "parameter_missing", post(FORM, body));
        assertEquals(List.of(), sessions.calls());
    }

    @Test
    void twoTokensAreRefused() throws IOException {
        assertRefused(400, "parameter_repeated", post(FORM, "logout_token=" + token() + "&logout_token=" + token()));
        assertEquals(Set.of("a1"), sessions.live());
    }

    @Test
    void garbageIsRefused() throws IOException {
        assertRefused(400, "malformed", post(FORM, "logout_token=garbage"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "application/json",
                "multipart/form-data; boundary=x",
                "text/plain",
                "application/x-www-form-urlencodedx"
            })
    void anotherContentTypeIsRefused(@Nullable String contentType) throws IOException {
        assertRefused(415, "content_type_wrong", post(contentType, "logout_token=" + token()));
        assertEquals(Set.of("a1"), sessions.live());
    }

    @Test
    void aLargeBodyIsNotReadToItsEnd() throws IOException {
        Endless body = new Endless();
        assertRefused(413, "body_too_large", resource.logout(FORM, body));
        assertTrue(body.given <= 128 * 1024, "read " + body.given);
    }

    @Test
    void aBodyOfJustTheLimitIsRead() throws IOException {
        String start = "logout_token=" + token() + "&x=";
        assertEquals(200, post(FORM, start + "x".repeat(65536 - start.length())).getStatus());
        sessions.live("a1", "alice", "sid-1", 0);
        assertRefused(413, "body_too_large", post(FORM, start + "x".repeat(65537 - start.length())));
    }

    @Test
    void otherMethodsAreNotAllowed() {
        for (Response response : List.of(
                resource.refuseGet(),
                resource.refusePut(),
                resource.refusePatch(),
                resource.refuseDelete(),
                resource.refuseOptions())) {
            assertEquals(405, response.getStatus());
            assertEquals("POST", response.getHeaderString("Allow"));
            assertEquals("no-store", response.getHeaderString("Cache-Control"));
        }
    }

    @Test
    void whenTheStoreIsDownTheSameTokenCanBeSentAgain() throws IOException {
        String body = "logout_token=" + token();
        sessions.failAt("endSid");
        Response response = post(FORM, body);
        assertEquals(503, response.getStatus());
        assertNotNull(response.getHeaderString("Retry-After"));
        assertEquals("no-store", response.getHeaderString("Cache-Control"));
        assertFalse(sessions.calls().contains("remember"));
        sessions.failNowhere();
        assertEquals(200, post(FORM, body).getStatus());
        assertRefused(400, "replayed", post(FORM, body));
    }

    private static final class Endless extends InputStream {
        private long given;

        @Override
        public int read() {
            given++;
            return 'x';
        }

        @Override
        public int read(byte[] into, int from, int length) {
            given += length;
            return length;
        }
    }
}
