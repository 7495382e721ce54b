package io.curfew.backchannel;

import com.nimbusds.jose.JWSAlgorithm;
import io.curfew.ground.LogoutTokenBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Properly signed logout tokens with one thing wrong, and some with one thing unusual; the leeway is 30 seconds. */
final class RefusalCases {
    /** The change and the code that it must be refused with. */
    record Case(String code, Function<LogoutTokenBuilder, LogoutTokenBuilder> change) {}

    private final Map<String, Case> cases = new LinkedHashMap<>();

    private RefusalCases() {}

    static Map<String, Case> claims(long now) {
        RefusalCases table = new RefusalCases();
        table.header();
        table.fromAndTo();
        table.times(now);
        table.identifiers();
        table.event();
        return table.cases;
    }

    private void refuse(String name, String code, Function<LogoutTokenBuilder, LogoutTokenBuilder> change) {
        cases.put(name, new Case(code, change));
    }

    private void header() {
        refuse("RS512, properly signed", "alg_not_registered", token -> token.algorithm(JWSAlgorithm.RS512));
        refuse("no alg", "alg_not_registered", token -> token.withoutHeader("alg"));
        refuse("a number as alg", "alg_not_registered", token -> token.header("alg", 256));
        refuse("an unknown kid", "key_unknown", token -> token.header("kid", "key-2"));
        refuse("no kid where one is needed", "key_unknown", token -> token.withoutHeader("kid"));
        refuse("a number as kid", "malformed", token -> token.header("kid", 1));
        refuse("typ at+jwt", "typ_wrong", token -> token.header("typ", "at+jwt"));
        refuse("typ application/at+jwt", "typ_wrong", token -> token.header("typ", "application/at+jwt"));
        refuse("a number as typ", "typ_wrong", token -> token.header("typ", 1));
        refuse("crit b64", "crit_not_understood", token -> token.header("crit", List.of("b64")));
        refuse("an empty crit", "crit_not_understood", token -> token.header("crit", List.of()));
        refuse("b64 without crit", "crit_not_understood", token -> token.header("b64", false));
    }

    private void fromAndTo() {
        refuse("no iss", "issuer_missing", token -> token.without("iss"));
        refuse("an empty iss", "issuer_missing", token -> token.claim("iss", ""));
        refuse("a list as iss", "issuer_missing", token -> token.claim("iss", List.of("x")));
        refuse("another iss", "unknown_issuer", token -> token.claim("iss", "https://id.example.com/realms/WORK"));
        refuse(
                "iss with a slash more",
                "unknown_issuer",
                token -> token.claim("iss", LogoutTokenVerifierTest.ISSUER + "/"));
        refuse(
                "iss of another provider of ours",
                "audience_wrong",
                token -> token.claim("iss", "https://other.example.com"));
        refuse("iss and aud of another provider of ours", "key_unknown", token -> token.claim(
                        "iss", "https://other.example.com")
                .claim("aud", "elsewhere"));
        refuse("no aud", "audience_wrong", token -> token.without("aud"));
        refuse("another aud", "audience_wrong", token -> token.claim("aud", "someone"));
        refuse("a client of ours elsewhere", "audience_wrong", token -> token.claim("aud", "elsewhere"));
        refuse("an empty aud", "audience_wrong", token -> token.claim("aud", List.of()));
        refuse("aud with a number", "audience_wrong", token -> token.claim("aud", List.of("gateway", 1)));
        refuse("an object as aud", "audience_wrong", token -> token.claim("aud", Map.of("gateway", "gateway")));
    }

    private void times(long now) {
        refuse("no iat", "iat_missing", token -> token.without("iat"));
        refuse("a text as iat", "iat_missing", token -> token.claim("iat", String.valueOf(now)));
        refuse("a negative iat", "iat_missing", token -> token.claim("iat", -1));
        refuse("a huge iat", "iat_missing", token -> token.claim("iat", 1e300));
        refuse("iat past the leeway", "iat_future", token -> token.claim("iat", now + 31));
        refuse("iat long ago", "iat_too_old", token -> token.claim("iat", now - 3630));
        refuse("no exp", "exp_missing", token -> token.without("exp"));
        refuse("a text as exp", "exp_missing", token -> token.claim("exp", "never"));
        refuse("exp past the leeway", "expired", token -> token.claim("exp", now - 30));
        refuse("nbf past the leeway", "not_yet_valid", token -> token.claim("nbf", now + 31));
        refuse("a text as nbf", "not_yet_valid", token -> token.claim("nbf", "soon"));
    }

    private void identifiers() {
        refuse("neither sub nor sid", "sub_and_sid_missing", token -> token.without("sub")
                .without("sid"));
        refuse("an empty sub", "sub_wrong", token -> token.claim("sub", ""));
        refuse("a number as sub", "sub_wrong", token -> token.claim("sub", 7));
        refuse("a long sub", "sub_wrong", token -> token.claim("sub", "x".repeat(1025)));
        refuse("an empty sid", "sid_wrong", token -> token.claim("sid", ""));
        refuse("a list as sid", "sid_wrong", token -> token.claim("sid", List.of("sid-1")));
        refuse("a long sid", "sid_wrong", token -> token.claim("sid", "x".repeat(1025)));
        refuse("no jti", "jti_missing", token -> token.without("jti"));
        refuse("an empty jti", "jti_wrong", token -> token.claim("jti", ""));
        refuse("a number as jti", "jti_wrong", token -> token.claim("jti", 7));
        refuse("a long jti", "jti_wrong", token -> token.claim("jti", "x".repeat(1025)));
    }

    private void event() {
        refuse("no events", "events_missing", token -> token.without("events"));
        refuse(
                "events that are a list",
                "events_wrong",
                token -> token.claim("events", List.of(LogoutTokenBuilder.EVENT)));
        refuse("empty events", "events_wrong", token -> token.claim("events", Map.of()));
        refuse("another event", "events_wrong", token -> token.claim("events", Map.of("urn:other", Map.of())));
        refuse(
                "an event that is a text",
                "event_not_object",
                token -> token.claim("events", Map.of(LogoutTokenBuilder.EVENT, "")));
        refuse(
                "an event that is a list",
                "event_not_object",
                token -> token.claim("events", Map.of(LogoutTokenBuilder.EVENT, List.of())));
        refuse("a nonce", "nonce_present", token -> token.claim("nonce", "n"));
        refuse("an ID token", "events_missing", token -> token.header("typ", "JWT")
                .without("events")
                .claim("nonce", "n"));
    }

    /** Changes that a token may have and still be valid. */
    static Map<String, Consumer<LogoutTokenBuilder>> harmless(long now) {
        Map<String, Consumer<LogoutTokenBuilder>> changes = new LinkedHashMap<>();
        changes.put("no typ", token -> token.withoutHeader("typ"));
        changes.put("an empty typ", token -> token.header("typ", ""));
        changes.put("typ JWT", token -> token.header("typ", "JWT"));
        changes.put("typ LOGOUT+JWT", token -> token.header("typ", "LOGOUT+JWT"));
        changes.put("typ application/logout+jwt", token -> token.header("typ", "application/logout+jwt"));
        changes.put("a certificate in the header", token -> token.header("x5c", List.of("garbage")));
        changes.put("aud with other clients", token -> token.claim("aud", List.of("someone", "gateway")));
        changes.put("azp of another client", token -> token.claim("azp", "someone"));
        changes.put("only sub", token -> token.without("sid"));
        changes.put("only sid", token -> token.without("sub"));
        changes.put("iat within the leeway", token -> token.claim("iat", now + 30));
        changes.put("exp within the leeway", token -> token.claim("exp", now - 29));
        changes.put("a fraction in iat", token -> token.claim("iat", now - 0.5));
        changes.put("nbf now", token -> token.claim("nbf", now));
        changes.put("an old iat while exp lasts", token -> token.claim("iat", now - 3000));
        changes.put(
                "further events",
                token -> token.claim("events", Map.of(LogoutTokenBuilder.EVENT, Map.of("a", 1), "urn:b", Map.of())));
        changes.put("further claims", token -> token.claim("typ", "Logout"));
        changes.put("sid of 1024 characters", token -> token.claim("sid", "x".repeat(1024)));
        return changes;
    }
}
