package io.curfew.assertion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.SignedJWT;
import io.curfew.config.AssertionSettings;
import io.curfew.config.PublicUrl;
import io.curfew.config.Route.SessionSpace;
import io.curfew.config.Secret;
import io.curfew.config.UpstreamSettings.TokenHeader;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.session.BearerCaller;
import io.curfew.session.Caller;
import io.curfew.session.LiveSession;
import io.curfew.session.Session;
import io.curfew.session.SessionKey;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssertionsTest {
    private static final AssertionSettings ORDERS = settings("orders");
    private static final Map<String, String> CLAIMS = Map.of(
            "preferred_username", "alice.w", Caller.GROUPS + "groups", "[\"admin\",\"buy\\\"er\"]", "email", "a@b");

    private final SettableClock clock = new SettableClock();
    private final AssertionKeys keys = new AssertionKeys(List.of(new Secret("0123456789abcdef0123456789abcdef")));
    private final Assertions assertions =
            new Assertions(new PublicUrl(URI.create("https://apps.example.com/gate")), keys, clock, new SecureRandom());

    private static AssertionSettings settings(String audience) {
        return new AssertionSettings(
                new TokenHeader("X-Assertion", false), audience, Duration.ofSeconds(60), List.of("groups"));
    }

    private static LiveSession session(String key, String subject, Map<String, String> claims) {
        return session(RouteBuilder.ISSUER, key, subject, claims);
    }

    private static LiveSession session(String issuer, String key, String subject, Map<String, String> claims) {
        SessionSpace space = new SessionSpace(issuer, "gateway", "__Host-curfew");
        return new LiveSession(
                new SessionKey(key), new Session(space, subject, "sid-of-op", 0, 0, 0, 0, claims, "sealed"));
    }

    private static BearerCaller bearer(String subject, Map<String, String> claims) {
        return new BearerCaller(
                "orders",
                RouteBuilder.ISSUER,
                subject,
                "sid-of-op",
                Instant.EPOCH,
                Instant.MAX,
                Duration.ZERO,
                true,
                claims,
                "a.b.c");
    }

    private String of(AssertionSettings settings, LiveSession live) {
        return assertions.of(settings, live);
    }

    private static Map<String, Object> claims(String token) throws Exception {
        return new HashMap<>(SignedJWT.parse(token).getPayload().toJSONObject());
    }

    @Test
    void saysWhoTheUserIsAndNothingElse() throws Exception {
        LiveSession live = session("key", "alice", CLAIMS);
        String token = of(ORDERS, live);
        SignedJWT jwt = SignedJWT.parse(token);
        assertEquals("ES256", jwt.getHeader().getAlgorithm().getName());
        assertEquals("JWT", jwt.getHeader().getType().getType());
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = claims(token);
        assertEquals(22, String.valueOf(claims.remove("jti")).length());
        assertEquals(
                Map.of(
                        "iss",
                        "https://apps.example.com/gate",
                        "sub",
                        "alice",
                        "aud",
                        "orders",
                        "iat",
                        now,
                        "exp",
                        now + 60,
                        "upn",
                        "alice.w",
                        "preferred_username",
                        "alice.w",
                        "groups",
                        List.of("admin", "buy\"er"),
                        "sid",
                        live.publicId(),
                        "idp",
                        RouteBuilder.ISSUER),
                claims);
    }

    @Test
    void aUserOfWhomLittleIsKnownHasLittle() throws Exception {
        Map<String, Object> claims = claims(assertions.of(ORDERS, bearer("ali\"ce", Map.of())));
        assertEquals("ali\"ce", claims.get("sub"));
        assertEquals("ali\"ce", claims.get("upn"));
        assertEquals(Set.of("iss", "sub", "aud", "iat", "exp", "jti", "upn", "idp"), claims.keySet());
    }

    @Test
    void groupsAreThoseOfTheClaimThatTheRouteNames() throws Exception {
        AssertionSettings roles = new AssertionSettings(
                ORDERS.header(), "orders", Duration.ofSeconds(60), List.of("realm_access", "roles"));
        LiveSession live = session("key", "alice", Map.of(Caller.GROUPS + "realm_access,roles", "[\"r\"]"));
        assertEquals(List.of("r"), claims(of(roles, live)).get("groups"));
        assertFalse(claims(of(ORDERS, live)).containsKey("groups"));
    }

    @Test
    void oneIsUsedAgainUntilHalfOfItsLifeIsOver() {
        LiveSession live = session("key", "alice", CLAIMS);
        String first = of(ORDERS, live);
        clock.advance(Duration.ofMillis(29_999));
        assertSame(first, of(ORDERS, live));
        assertSame(first, of(ORDERS, session("key", "alice", CLAIMS)), "as the next request reads it");
        clock.advance(Duration.ofMillis(1));
        String second = of(ORDERS, live);
        assertNotEquals(first, second);
        assertSame(second, of(ORDERS, live));
    }

    @Test
    void nobodyGetsThatOfAnother() throws Exception {
        LiveSession live = session("key", "alice", CLAIMS);
        String first = of(ORDERS, live);
        assertEquals("bob", claims(of(ORDERS, session("key", "bob", CLAIMS))).get("sub"));
        assertEquals(
                "https://other",
                claims(of(ORDERS, session("https://other", "key", "alice", CLAIMS)))
                        .get("idp"));
        assertEquals("reports", claims(of(settings("reports"), live)).get("aud"));
        LiveSession another = session("another", "alice", CLAIMS);
        assertEquals(another.publicId(), claims(of(ORDERS, another)).get("sid"), "another session of the same user");
        assertFalse(claims(assertions.of(ORDERS, bearer("alice", CLAIMS))).containsKey("sid"), "who brings a token");
        assertSame(first, of(ORDERS, live), "control");
    }

    @Test
    void whatHasChangedIsSaidAtOnce() throws Exception {
        of(ORDERS, session("key", "alice", CLAIMS));
        Map<String, String> fewer = new HashMap<>(CLAIMS);
        fewer.put(Caller.GROUPS + "groups", "[\"buyer\"]");
        assertEquals(
                List.of("buyer"),
                claims(of(ORDERS, session("key", "alice", fewer))).get("groups"));
        fewer.remove(Caller.GROUPS + "groups");
        assertFalse(claims(of(ORDERS, session("key", "alice", fewer))).containsKey("groups"));
        fewer.put("preferred_username", "alice.married");
        assertEquals(
                "alice.married",
                claims(of(ORDERS, session("key", "alice", fewer))).get("upn"));
    }

    @Test
    void theMemoryIsBounded() {
        RecentAssertions recent = new RecentAssertions();
        for (int i = 0; i < 5 * RecentAssertions.MOST; i++) {
            recent.keep(facts(i), "assertion " + i, 1);
            assertTrue(recent.size() <= 2 * RecentAssertions.MOST);
        }
        int last = 5 * RecentAssertions.MOST - 1;
        assertEquals("assertion " + last, recent.find(facts(last), 0), "the youngest are there");
        assertEquals(
                "assertion " + (last - RecentAssertions.MOST), recent.find(facts(last - RecentAssertions.MOST), 0));
        assertEquals(null, recent.find(facts(0), 0), "the oldest are not");
        assertEquals(null, recent.find(facts(last), 1), "nor any whose time is over");
    }

    @Test
    void oneThatIsTooLongIsNotKept() {
        RecentAssertions recent = new RecentAssertions();
        recent.keep(facts(1), "a".repeat(RecentAssertions.LONGEST), 1);
        recent.keep(facts(2), "a".repeat(RecentAssertions.LONGEST + 1), 1);
        assertNotNull(recent.find(facts(1), 0));
        assertNull(recent.find(facts(2), 0));
    }

    private static RecentAssertions.Facts facts(int number) {
        return new RecentAssertions.Facts(
                "orders", Duration.ofSeconds(60), new SessionKey("k" + number), "i", "s", null, null);
    }
}
