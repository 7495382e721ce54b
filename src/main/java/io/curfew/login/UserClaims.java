package io.curfew.login;

import io.curfew.config.AdminSettings;
import io.curfew.config.AssertionSettings;
import io.curfew.config.Demands;
import io.curfew.config.Route;
import io.curfew.config.TellingSettings;
import io.curfew.config.UpstreamSettings.ClaimHeader;
import io.curfew.page.Json;
import io.curfew.session.Caller;
import io.curfew.session.Session;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The claims that a session keeps, as text: what the ID token says about the user at its top, what an upstream or browser is told,
 * the groups where an assertion tells them, and whether the demands of routes are met.
 */
final class UserClaims {
    /** Claims that say nothing about the user, or that are kept elsewhere; kept only where an upstream is told. */
    private static final Set<String> PROTOCOL_CLAIMS = Set.of(
            "iss",
            "aud",
            "azp",
            "exp",
            "iat",
            "nbf",
            "auth_time",
            "nonce",
            "at_hash",
            "c_hash",
            "s_hash",
            "jti",
            "sid",
            "typ");

    private final Map<Route.SessionSpace, Wanted> wanted = new HashMap<>();

    /** What the routes of a session space want to know. */
    private static final class Wanted {
        private final Set<String> told = new TreeSet<>();
        private final Set<Demands> demands = new HashSet<>();
        private final Set<List<String>> groups = new HashSet<>();
        private boolean needsUserInfo;
        private boolean tellsUserInfo;
        private boolean searchesUserInfo;
    }

    private static final Wanted NOTHING = new Wanted();

    UserClaims(List<Route> routes) {
        this(routes, null);
    }

    /** @param admin by whose role operators are known; null where there are none */
    UserClaims(List<Route> routes, @Nullable AdminSettings admin) {
        for (Route route : routes) {
            Wanted here = wanted.computeIfAbsent(route.sessionSpace(), space -> new Wanted());
            if (admin != null && admin.isOf(route.sessionSpace())) {
                here.demands.add(admin.role());
            }
            TellingSettings telling = route.access().telling();
            Stream.concat(route.upstream().claimHeaders().stream(), telling.downstream().claimHeaders().stream())
                    .map(ClaimHeader::claim)
                    .forEach(here.told::add);
            if (!route.access().demands().areNone()) {
                here.demands.add(route.access().demands());
            }
            AssertionSettings assertion = route.upstream().assertion();
            if (assertion != null) {
                here.groups.add(assertion.groupsClaim());
            }
            here.needsUserInfo |= telling.needsUserInfo();
            here.searchesUserInfo |= telling.searchUserInfo();
            here.tellsUserInfo |=
                    telling.userInfoHeader() != null || telling.downstream().userInfoHeader() != null;
        }
    }

    /** Whether a login has to ask for the userinfo. */
    boolean needsUserInfo(Route.SessionSpace space) {
        return wanted.getOrDefault(space, NOTHING).needsUserInfo;
    }

    /** Whether a login has to look into the access token: to decide, or for a claim that the ID token does not have. */
    boolean needsAccessToken(Map<String, Object> idToken, Route.SessionSpace space) {
        Wanted here = wanted.getOrDefault(space, NOTHING);
        return !here.demands.isEmpty()
                || !here.groups.isEmpty()
                || here.told.stream().anyMatch(name -> !ClaimPath.isThere(idToken, name));
    }

    /** Whether a session of the space keeps more than what the ID token says; that is found out at its login alone. */
    boolean areOfLogin(Map<String, Object> idToken, Route.SessionSpace space) {
        return needsUserInfo(space) || needsAccessToken(idToken, space);
    }

    /** Those of an ID token alone. */
    Map<String, String> of(Map<String, Object> claims, Route.SessionSpace space) {
        return of(KnownClaims.of(claims), space);
    }

    /** By the names that routes use for them, and what is decided by them. */
    Map<String, String> of(KnownClaims claims, Route.SessionSpace space) {
        Wanted here = wanted.getOrDefault(space, NOTHING);
        Map<String, String> kept = new TreeMap<>();
        claims.idToken().forEach((name, value) -> {
            if (!PROTOCOL_CLAIMS.contains(name)) {
                ClaimText.flat(value).ifPresent(text -> kept.put(name, text));
            }
        });
        Map<String, Object> userInfo = here.searchesUserInfo ? claims.userInfo() : Map.of();
        for (String name : here.told) {
            Stream.of(claims.idToken(), claims.accessToken(), userInfo)
                    .filter(source -> ClaimPath.isThere(source, name))
                    .findFirst()
                    .flatMap(source -> ClaimPath.find(source, name))
                    .flatMap(ClaimText::of)
                    .ifPresent(text -> kept.put(name, text));
        }
        kept.keySet().removeIf(name -> name.startsWith(DemandCheck.RESERVED));
        decide(claims, here, kept);
        return kept;
    }

    private static void decide(KnownClaims claims, Wanted here, Map<String, String> kept) {
        KnownClaims searched = here.searchesUserInfo ? claims : claims.withUserInfo(Map.of(), "");
        DemandCheck check = new DemandCheck(searched);
        here.demands.forEach(demands -> check.decide(demands, kept));
        here.groups.forEach(claim -> {
            Set<String> groups = new TreeSet<>(check.values(claim));
            if (!groups.isEmpty()) {
                kept.put(
                        Caller.GROUPS + String.join(",", claim),
                        groups.stream().map(Json::quote).collect(Collectors.joining(",", "[", "]")));
            }
        });
        if (here.tellsUserInfo && !claims.userInfoJson().isEmpty()) {
            byte[] json = claims.userInfoJson().getBytes(StandardCharsets.UTF_8);
            kept.put(Session.USER_INFO, Base64.getEncoder().encodeToString(json));
        }
    }
}
