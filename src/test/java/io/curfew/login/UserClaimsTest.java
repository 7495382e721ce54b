package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.curfew.config.AssertionSettings;
import io.curfew.config.Route;
import io.curfew.config.UpstreamSettings.TokenHeader;
import io.curfew.ground.RouteBuilder;
import io.curfew.session.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserClaimsTest {
    private final Map<String, Object> claims = new HashMap<>();

    UserClaimsTest() {
        claims.put("sub", "alice");
        claims.put("realm_access", Map.of("roles", List.of("buyer", "a,b"), "level", 3, "deep", Map.of("x", true)));
        claims.put("https://example.com/roles", List.of("admin"));
        claims.put("https://example.com/org", Map.of("name", "ACME"));
        claims.put("a.b", "exact");
        claims.put("a", Map.of("b", "nested", "c", "below", "d.e", "dotted"));
        claims.put("n.m", null);
        claims.put("n", Map.of("m", "nested"));
    }

    private static Route telling(String... names) {
        RouteBuilder route = new RouteBuilder();
        for (String name : names) {
            route.claimHeader(name, "X-" + name.hashCode());
        }
        return route.build();
    }

    private @Nullable String told(String name) {
        Route route = telling(name);
        return new UserClaims(List.of(route)).of(claims, route.sessionSpace()).get(name);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "sub|alice",
                "realm_access.roles|buyer,a%2Cb",
                "realm_access.level|3",
                "realm_access.deep.x|true",
                "realm_access.deep|{\"x\":true}",
                "https://example.com/roles|admin",
                "https://example.com/org.name|ACME",
                "a.b|exact",
                "a.c|below",
                "a.d.e|dotted",
            })
    void dotsLeadIntoClaimsUnlessANameHasThem(String name, String text) {
        assertEquals(text, told(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "realm_access.role",
                "realm_access.",
                ".sub",
                "realm_access..roles",
                "sub.x",
                "realm_access.roles.0",
                "Realm_access.roles",
                "https://example",
                "n.m"
            })
    void whatIsNotThereIsNothing(String name) {
        assertEquals(null, told(name));
    }

    @Test
    void valuesBecomeText() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("q", "a\"\n");
        object.put("l", Arrays.asList(1, null, "x", Map.of()));
        claims.put("object", object);
        claims.put("list", List.of("x", 2, true));
        claims.put("mixed", List.of("x", List.of("y")));
        claims.put("none", Collections.emptyList());
        assertEquals("{\"q\":\"a\\\"\\u000a\",\"l\":[1,null,\"x\",{}]}", told("object"));
        assertEquals("x,2,true", told("list"));
        assertEquals("[\"x\",[\"y\"]]", told("mixed"));
        assertEquals("", told("none"));
    }

    @Test
    void aClaimOfTheProtocolIsKeptOnlyToBeTold() {
        claims.put("auth_time", 1_700_000_000L);
        assertEquals("1700000000", told("auth_time"));
        Route silent = telling();
        Map<String, String> kept = new UserClaims(List.of(silent)).of(claims, silent.sessionSpace());
        assertEquals(null, kept.get("auth_time"));
        assertEquals("alice", kept.get("sub"), "control");
        assertEquals(null, kept.get("realm_access"), "what nobody asks for is not stored");
    }

    @Test
    void aSessionKeepsWhatAnyRouteOfItTellsAndNothingOfOthers() {
        List<Route> routes = new ArrayList<>();
        routes.add(telling("realm_access.level"));
        routes.add(telling("realm_access.roles"));
        routes.add(new RouteBuilder()
                .client("other")
                .claimHeader("realm_access.deep.x", "X-X")
                .build());
        Map<String, String> kept =
                new UserClaims(routes).of(claims, routes.get(0).sessionSpace());
        assertEquals("3", kept.get("realm_access.level"));
        assertEquals("buyer,a%2Cb", kept.get("realm_access.roles"));
        assertEquals(null, kept.get("realm_access.deep.x"));
    }

    /** A text is one group: nobody is in another by a space or comma in a name. */
    @Test
    void groupsAreKeptWhereAnAssertionTellsThem() {
        Route route = new RouteBuilder()
                .assertion(new AssertionSettings(
                        new TokenHeader("X-Assertion", false),
                        "orders",
                        Duration.ofSeconds(60),
                        List.of("realm_access", "roles")))
                .build();
        UserClaims kept = new UserClaims(List.of(route));
        String name = Caller.GROUPS + "realm_access,roles";
        assertEquals(
                "[\"a,b\",\"buyer\"]", kept.of(claims, route.sessionSpace()).get(name));
        claims.put("realm_access", Map.of("roles", "x,y \"z"));
        assertEquals("[\"x,y \\\"z\"]", kept.of(claims, route.sessionSpace()).get(name));
        claims.put("realm_access", Map.of("roles", List.of()));
        assertEquals(null, kept.of(claims, route.sessionSpace()).get(name));
        claims.put(name, List.of("admin"));
        assertEquals(null, kept.of(claims, route.sessionSpace()).get(name), "no claim of a provider takes its place");
        assertEquals(true, kept.needsAccessToken(claims, route.sessionSpace()));
        assertEquals(false, new UserClaims(List.of(telling("sub"))).needsAccessToken(claims, route.sessionSpace()));
    }
}
