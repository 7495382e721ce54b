package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.curfew.config.AccessSettings;
import io.curfew.config.Demands;
import io.curfew.config.LoginSettings;
import io.curfew.config.RefusalSettings;
import io.curfew.config.Route;
import io.curfew.config.TellingSettings;
import io.curfew.ground.DemandsOf;
import io.curfew.ground.RouteBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether claims meet demands, and that what was decided is found again by nobody else. */
class DemandCheckTest {
    private static final Map<String, Object> ID_TOKEN = new HashMap<>(Map.of(
            "sub",
            "alice",
            "aud",
            "gateway",
            "groups",
            List.of("staff", "Domain Users", 7, true),
            "roles",
            "clerk chief",
            "realm_access",
            Map.of("roles", List.of("buyer", "a,b"), "deep", Map.of("er", List.of("x"))),
            "https://example.com/roles",
            List.of("far"),
            "empty",
            List.of(),
            "objects",
            List.of(Map.of("name", "staff"), "one")));

    static {
        ID_TOKEN.put("nothing", null);
    }

    private final KnownClaims claims = KnownClaims.of(ID_TOKEN);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // alternatives, and words that are all needed
                "groups|staff|yes",
                "groups|admins|no",
                "groups|admins,staff|yes",
                "groups|staff admins|no",
                "groups|staff 7 true|yes",
                "groups|staff admins,staff 7|yes",
                "groups|Staff|no",
                "groups|staf|no",
                "groups|Domain|no",
                "groups|Domain Users|no",
                // a text is words
                "roles|clerk|yes",
                "roles|chief clerk|yes",
                "roles|clerk boss|no",
                "sub|alice|yes",
                // within others
                "realm_access,roles|buyer|yes",
                "realm_access.roles|buyer|yes",
                "realm_access,deep,er|x|yes",
                "realm_access.deep,er|x|yes",
                "https://example.com/roles|far|yes",
                "roles,realm_access|buyer|no",
                "realm_access|buyer|no",
                "realm_access,roles,0|buyer|no",
                // what is not there meets nothing
                "missing|x|no",
                "empty|x|no",
                "nothing|null|no",
                "objects|staff|no",
                "objects|one|yes",
            })
    void aDemandIsMetByTheseClaims(String claim, String anyOf, String met) {
        assertEquals(met.equals("yes"), isMet(DemandsOf.required("groups_required", claim, anyOf), claims));
    }

    /** RFC 7519, section 4.1.3: a text is one audience, whatever is in it. */
    @Test
    void aTextIsOneAudienceAndManyWordsForOtherDemands() {
        KnownClaims words = KnownClaims.of(Map.of("aud", "api other"));
        assertEquals(false, isMet(DemandsOf.required("audience_required", "aud", "api"), words));
        assertEquals(true, isMet(DemandsOf.required("scopes_required", "aud", "api"), words), "control");
        assertEquals(
                true,
                isMet(DemandsOf.required("audience_required", "aud", "api"), KnownClaims.of(Map.of("aud", "api"))));
        KnownClaims list = KnownClaims.of(Map.of("aud", List.of("api", "other")));
        assertEquals(true, isMet(DemandsOf.required("audience_required", "aud", "other api"), list));
    }

    @ParameterizedTest
    @CsvSource({"sub", "nothing", "empty", "realm_access.roles", "realm_access.deep.er", "https://example.com/roles"})
    void aClaimThatIsForbiddenMayNotBeThereWhateverItsValue(String claim) {
        Demands demands = DemandsOf.forbidden(claim);
        assertEquals(false, isMet(demands, claims));
        assertEquals(true, isMet(demands, KnownClaims.of(Map.of("other", "x"))), "control");
    }

    @Test
    void whatIsForbiddenIsForbiddenWhereverItIs() {
        Demands demands = DemandsOf.forbidden("suspended");
        Map<String, Object> suspended = Map.of("suspended", false);
        assertEquals(true, isMet(demands, claims));
        assertEquals(false, isMet(demands, claims.withAccessToken(suspended)));
        assertEquals(false, isMet(demands, claims.withUnproven(suspended)));
        assertEquals(false, isMet(demands, claims.withUserInfo(suspended, "{}")));
    }

    @Test
    void eachDemandMustBeMet() {
        Demands both = DemandsOf.all(
                DemandsOf.required("groups_required", "groups", "staff"),
                DemandsOf.required("roles_required", "roles", "boss"));
        DemandCheck.Verdict.NotMet notMet = assertInstanceOf(DemandCheck.Verdict.NotMet.class, verdict(both, claims));
        assertEquals("roles_required", notMet.parameter());
        Demands met = DemandsOf.all(
                DemandsOf.required("groups_required", "groups", "staff"),
                DemandsOf.required("roles_required", "roles", "clerk"));
        assertEquals(true, isMet(met, claims));
    }

    @Test
    void theFirstThatHasTheClaimCounts() {
        Demands clerk = DemandsOf.required("roles_required", "roles", "clerk");
        KnownClaims none = KnownClaims.of(Map.of());
        Map<String, Object> is = Map.of("roles", List.of("clerk"));
        Map<String, Object> isNot = Map.of("roles", List.of("buyer"));
        assertEquals(true, isMet(clerk, none.withAccessToken(is)));
        assertEquals(false, isMet(clerk, claims.withAccessToken(isNot)), "the access token goes first");
        assertEquals(true, isMet(clerk, claims.withAccessToken(Map.of("other", "x"))));
        assertEquals(true, isMet(clerk, none.withUserInfo(is, "{}")));
        assertEquals(false, isMet(clerk, none.withUnproven(is)), "what nobody signed lets nobody through");
        Demands both = DemandsOf.required("roles_required", "roles", "clerk buyer");
        assertEquals(false, isMet(both, claims.withAccessToken(isNot)), "two do not make one");
    }

    @Test
    void scopesAreThoseOfTheTokenAnswerToo() {
        Demands email = DemandsOf.required("scopes_required", "scope", "openid email");
        assertEquals(true, isMet(email, claims.withScope("email openid profile")));
        assertEquals(false, isMet(email, claims.withScope("openid profile")));
        assertEquals(false, isMet(email, claims.withScope("")));
        assertEquals(false, isMet(email, claims), "a provider that does not say what it granted");
        assertEquals(false, isMet(email, claims.withScope("openid email").withAccessToken(Map.of("scope", "openid"))));
        assertEquals(
                false, isMet(DemandsOf.required("roles_required", "roles", "email"), claims.withScope("roles email")));
    }

    @Test
    void whatNobodyHasLookedAtIsUndecided() {
        Demands one = DemandsOf.required("roles_required", "roles", "clerk");
        Demands other = DemandsOf.required("roles_required", "roles", "clerk,x");
        Map<String, String> kept = new HashMap<>();
        new DemandCheck(claims).decide(one, kept);
        assertInstanceOf(DemandCheck.Verdict.Met.class, DemandCheck.of(one, kept));
        assertInstanceOf(DemandCheck.Verdict.Undecided.class, DemandCheck.of(other, kept));
        assertInstanceOf(DemandCheck.Verdict.Undecided.class, DemandCheck.of(one, Map.of()));
        assertInstanceOf(DemandCheck.Verdict.Met.class, DemandCheck.of(Demands.NONE, Map.of()));
    }

    /** A claim of this name would be read as a decision. */
    @Test
    void noClaimOfAProviderIsTakenForADecision() {
        Demands boss = DemandsOf.required("roles_required", "roles", "boss");
        Demands later = DemandsOf.required("roles_required", "roles", "later");
        Map<String, Object> forged = new HashMap<>(ID_TOKEN);
        for (Demands demands : List.of(boss, later)) {
            forged.put("curfew:meets:" + demands.fingerprint(), "yes");
        }
        forged.put("curfew:userinfo", "e30=");
        Route route = route(boss, TellingSettings.NOTHING);
        Map<String, String> kept = new UserClaims(List.of(route)).of(forged, route.sessionSpace());
        assertInstanceOf(DemandCheck.Verdict.NotMet.class, DemandCheck.of(boss, kept));
        assertInstanceOf(DemandCheck.Verdict.Undecided.class, DemandCheck.of(later, kept));
        assertEquals(null, kept.get("curfew:userinfo"));
        assertEquals("alice", kept.get("sub"), "control");
    }

    @Test
    void aSessionKnowsTheDemandsOfEveryRouteThatSharesItAndOfNoOther() {
        Demands clerk = DemandsOf.required("roles_required", "roles", "clerk");
        Demands boss = DemandsOf.required("roles_required", "roles", "boss");
        Demands elsewhere = DemandsOf.required("roles_required", "roles", "chief");
        Route first = route(clerk, TellingSettings.NOTHING);
        Route second = route(boss, TellingSettings.NOTHING);
        Route other = new RouteBuilder()
                .client("other")
                .access(access(elsewhere, TellingSettings.NOTHING))
                .build();
        Map<String, String> kept = new UserClaims(List.of(first, second, other)).of(ID_TOKEN, first.sessionSpace());
        assertInstanceOf(DemandCheck.Verdict.Met.class, DemandCheck.of(clerk, kept));
        assertInstanceOf(DemandCheck.Verdict.NotMet.class, DemandCheck.of(boss, kept));
        assertInstanceOf(DemandCheck.Verdict.Undecided.class, DemandCheck.of(elsewhere, kept));
    }

    @Test
    void theUserinfoIsSearchedAndKeptOnlyWhereARouteSaysSo() {
        Demands clerk = DemandsOf.required("roles_required", "job", "clerk");
        String json = "{\"sub\":\"alice\",\"job\":\"clerk\",\"name\":\"Ångström\"}";
        KnownClaims told = claims.withUserInfo(Map.of("sub", "alice", "job", "clerk"), json);
        TellingSettings searching = new TellingSettings(true, null, false, TellingSettings.NOTHING.downstream());
        TellingSettings telling = new TellingSettings(false, "X-Info", false, TellingSettings.NOTHING.downstream());
        for (TellingSettings settings : Arrays.asList(searching, telling)) {
            Route route = route(clerk, settings);
            UserClaims claimsOf = new UserClaims(List.of(route));
            assertEquals(true, claimsOf.needsUserInfo(route.sessionSpace()));
            Map<String, String> kept = claimsOf.of(told, route.sessionSpace());
            assertEquals(settings.equals(searching), DemandCheck.of(clerk, kept) instanceof DemandCheck.Verdict.Met);
            assertEquals(
                    settings.equals(telling)
                            ? Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8))
                            : null,
                    kept.get("curfew:userinfo"));
        }
        Route silent = route(Demands.NONE, TellingSettings.NOTHING);
        assertEquals(false, new UserClaims(List.of(silent)).needsUserInfo(silent.sessionSpace()));
    }

    @Test
    void theAccessTokenIsOpenedOnlyWhereItIsNeeded() {
        Route silent = route(Demands.NONE, TellingSettings.NOTHING);
        assertEquals(false, new UserClaims(List.of(silent)).needsAccessToken(ID_TOKEN, silent.sessionSpace()));
        Route demanding = route(DemandsOf.forbidden("x"), TellingSettings.NOTHING);
        assertEquals(true, new UserClaims(List.of(demanding)).needsAccessToken(ID_TOKEN, demanding.sessionSpace()));
        Route telling = new RouteBuilder().claimHeader("sub", "X-User").build();
        assertEquals(false, new UserClaims(List.of(telling)).needsAccessToken(ID_TOKEN, telling.sessionSpace()));
        assertEquals(true, new UserClaims(List.of(telling)).needsAccessToken(Map.of(), telling.sessionSpace()));
    }

    @Test
    void aHeaderIsToldFromTheAccessTokenWhereTheIdTokenLacksIt() {
        Route route = new RouteBuilder()
                .claimHeader("sub", "X-User")
                .claimHeader("resource.roles", "X-Roles")
                .claimHeader("nothing", "X-Nothing")
                .build();
        KnownClaims both = claims.withAccessToken(
                Map.of("sub", "bob", "nothing", "x", "resource", Map.of("roles", List.of("r1", "r2")), "extra", "e"));
        Map<String, String> kept = new UserClaims(List.of(route)).of(both, route.sessionSpace());
        assertEquals("alice", kept.get("sub"));
        assertEquals("r1,r2", kept.get("resource.roles"));
        assertEquals(null, kept.get("nothing"));
        assertEquals(null, kept.get("extra"), "what nobody asks for is not kept");
    }

    private static Route route(Demands demands, TellingSettings telling) {
        return new RouteBuilder().access(access(demands, telling)).build();
    }

    private static AccessSettings access(Demands demands, TellingSettings telling) {
        return new AccessSettings(demands, RefusalSettings.OWN, LoginSettings.PLAIN, telling);
    }

    private static boolean isMet(Demands demands, KnownClaims claims) {
        return verdict(demands, claims) instanceof DemandCheck.Verdict.Met;
    }

    private static DemandCheck.Verdict verdict(Demands demands, KnownClaims claims) {
        Map<String, String> kept = new HashMap<>();
        new DemandCheck(claims).decide(demands, kept);
        return DemandCheck.of(demands, kept);
    }
}
