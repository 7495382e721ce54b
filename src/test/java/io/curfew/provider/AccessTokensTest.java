package io.curfew.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import io.curfew.config.Registration;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestKeys;
import io.curfew.ground.TestProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access tokens and the userinfo: what is believed, what is not, and that asking has its limits. */
class AccessTokensTest {
    private final TestProvider op = TestProvider.start();
    private final ProviderClient client = new ProviderClient();
    private final Registration registration = Registrations.impatient(op.issuer(), Duration.ofSeconds(1));
    private final Providers providers = new Providers(List.of(registration), client, new SettableClock());

    @AfterEach
    void close() {
        client.close();
        op.close();
    }

    private AccessTokenVerdict read(String token) {
        return new AccessTokens(providers).read(registration, token);
    }

    private UserInfo ask() {
        return new UserInfo.Endpoints(providers, client).ask(registration, "the-token");
    }

    private String signed(Map<String, Object> headerChange, JWSAlgorithm algorithm, JWK key) {
        Map<String, Object> header = new HashMap<>(Map.of(
                "alg",
                algorithm.getName(),
                "typ",
                "JWT",
                "kid",
                op.keys().current().getKeyID()));
        header.putAll(headerChange);
        return TestKeys.sign(header, "{\"iss\":\"" + op.issuer() + "\",\"roles\":[\"clerk\"]}", key, algorithm);
    }

    @Test
    void aJwtOfTheProviderIsVerified() {
        AccessTokenVerdict.Verified verified = assertInstanceOf(
                AccessTokenVerdict.Verified.class,
                read(signed(Map.of(), JWSAlgorithm.RS256, op.keys().current())));
        assertEquals(List.of("clerk"), verified.claims().get("roles"));
    }

    @Test
    void oneWithAnotherSignatureIsNot() {
        JWK another = TestKeys.rsa("another");
        JWK ours = op.keys().current();
        assertInstanceOf(AccessTokenVerdict.Unverified.class, read(signed(Map.of(), JWSAlgorithm.RS256, another)));
        assertInstanceOf(AccessTokenVerdict.Unverified.class, read(signed(Map.of(), JWSAlgorithm.RS384, ours)));
        assertInstanceOf(
                AccessTokenVerdict.Unverified.class, read(signed(Map.of("kid", "unknown"), JWSAlgorithm.RS256, ours)));
        assertInstanceOf(
                AccessTokenVerdict.Unverified.class,
                read(signed(Map.of("crit", List.of("x"), "x", 1), JWSAlgorithm.RS256, ours)));
        String good = signed(Map.of(), JWSAlgorithm.RS256, ours);
        String[] parts = good.split("\\.", -1);
        String more = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        ("{\"iss\":\"" + op.issuer() + "\",\"roles\":[\"chief\"]}").getBytes(StandardCharsets.UTF_8));
        assertInstanceOf(AccessTokenVerdict.Unverified.class, read(parts[0] + "." + more + "." + parts[2]));
    }

    @Test
    void oneOfAnotherIssuerIsNot() {
        assertInstanceOf(
                AccessTokenVerdict.Unverified.class,
                read(op.signIns().accessToken(Map.of("iss", op.issuer() + "/other"))));
        assertInstanceOf(AccessTokenVerdict.Verified.class, read(op.signIns().accessToken(Map.of())), "control");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "opaque", "a.b.c", "..", "e30.e30.", "a.b.c.d.e", "eyJhbGciOiJub25lIn0.e30."})
    void whatIsNoSignedJwtIsClosed(String token) {
        assertInstanceOf(AccessTokenVerdict.Closed.class, read(token));
    }

    @Test
    void withoutTheKeysNobodyCanSay() {
        String token = op.signIns().accessToken(Map.of());
        op.down(TestProvider.JWKS);
        assertThrows(ProviderUnavailableException.class, () -> read(token));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"openid email", ""})
    void theScopeOfTheTokenAnswerIsRead(String scope) {
        String body = scope == null ? "{\"access_token\":\"x\"}" : "{\"scope\":\"" + scope + "\"}";
        assertEquals(scope, AccessTokens.scope(new ProviderAnswer(URI.create("http://x"), 200, body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"scope\":[\"a\"]}", "{\"scope\":null}", "no json", ""})
    void aScopeOfAnotherFormIsNone(String body) {
        assertEquals(null, AccessTokens.scope(new ProviderAnswer(URI.create("http://x"), 200, body)));
        String good = "{\"scope\":\"a\"}";
        assertEquals(null, AccessTokens.scope(new ProviderAnswer(URI.create("http://x"), 400, good)));
        assertEquals("a", AccessTokens.scope(new ProviderAnswer(URI.create("http://x"), 200, good)), "control");
    }

    @Test
    void theUserinfoIsAskedForWithTheAccessToken() {
        op.signIns().user("alice", "sid-1");
        op.signIns().userInfo(Map.of("department", "Sales"));
        UserInfo told = ask();
        assertEquals(Map.of("sub", "alice", "department", "Sales"), told.claims());
        assertTrue(told.json().startsWith("{") && told.json().contains("\"department\":\"Sales\""), told.json());
        assertEquals("[userinfo]", told.toString());
    }

    @Test
    void aUserinfoThatIsNoneIsAFaultOfTheProvider() {
        assertEquals("alice", ask().claims().get("sub"), "control");
        for (String body : List.of("", "[]", "\"x\"", "eyJhbGciOiJSUzI1NiJ9.e30.c2ln")) {
            op.answering(TestProvider.USER_INFO, 200, body);
            assertThrows(ProviderUnavailableException.class, this::ask, body);
        }
        op.answering(TestProvider.USER_INFO, 401, "{\"sub\":\"alice\"}");
        assertThrows(ProviderUnavailableException.class, this::ask);
        op.answering(TestProvider.USER_INFO, 302, "{\"sub\":\"alice\"}");
        assertThrows(ProviderUnavailableException.class, this::ask);
    }

    @Test
    void aUserinfoHasLimits() {
        String member = "{\"sub\":\"alice\",\"x\":\"";
        int room = 4 * 1024 - member.length() - 2;
        op.answering(TestProvider.USER_INFO, 200, member + "y".repeat(room) + "\"}");
        assertEquals("alice", ask().claims().get("sub"));
        op.answering(TestProvider.USER_INFO, 200, member + "y".repeat(room + 1) + "\"}");
        assertThrows(ProviderUnavailableException.class, this::ask);
        op.hanging(TestProvider.USER_INFO);
        assertThrows(ProviderUnavailableException.class, this::ask);
        op.dripping(TestProvider.USER_INFO);
        assertThrows(ProviderUnavailableException.class, this::ask);
    }

    @Test
    void aProviderWithoutTheEndpointIsToldByName() {
        op.announce("userinfo_endpoint", null);
        ProviderUnavailableException none = assertThrows(ProviderUnavailableException.class, this::ask);
        assertTrue(none.sentence().contains("userinfo_endpoint"), none.sentence());
    }
}
