package io.curfew.login;

import io.curfew.config.Demands;
import io.curfew.config.Demands.Demand;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is known of a user meets the demands of a route. It is looked at once, when a session begins, and kept with the
 * session by the demands' fingerprint: a request is decided on by that word alone, and one for demands that nobody has looked at is
 * not let through.
 */
final class DemandCheck {
    /** What no claim of a provider is kept under. */
    static final String RESERVED = "curfew:";

    private static final String DECIDED = RESERVED + "meets:";
    private static final String MET = "yes";

    private final KnownClaims claims;

    DemandCheck(KnownClaims claims) {
        this.claims = claims;
    }

    /** What was decided about a session. */
    sealed interface Verdict {
        /** It has what is demanded. */
        record Met() implements Verdict {}

        /** It has not; the parameter is the first that says so. */
        record NotMet(String parameter) implements Verdict {}

        /** It began before there was this demand, or on a node that does not know it. */
        record Undecided() implements Verdict {}
    }

    private static final Verdict IS_MET = new Verdict.Met();
    /** Nobody has looked. */
    static final Verdict UNDECIDED = new Verdict.Undecided();

    /** Reads what was decided when the session began. */
    static Verdict of(Demands demands, Map<String, String> kept) {
        if (demands.areNone()) {
            return IS_MET;
        }
        String word = kept.get(DECIDED + demands.fingerprint());
        if (word == null) {
            return UNDECIDED;
        }
        return word.equals(MET) ? IS_MET : new Verdict.NotMet(word);
    }

    /** Decides, and writes it down. */
    void decide(Demands demands, Map<String, String> kept) {
        kept.put(DECIDED + demands.fingerprint(), missing(demands).orElse(MET));
    }

    /** The name of the first parameter whose demand is not met. */
    private Optional<String> missing(Demands demands) {
        for (Demand demand : demands.required()) {
            if (!isMet(demand)) {
                return Optional.of(demand.parameter());
            }
        }
        return demands.forbidden().stream().anyMatch(this::isThere)
                ? Optional.of("claims_forbidden")
                : Optional.empty();
    }

    /** Whether this one is met. */
    boolean isMet(Demand demand) {
        Set<String> has = values(demand.claim());
        return demand.anyOf().stream().anyMatch(has::containsAll);
    }

    /** Of the first that has the claim: what two say of it is not put together. */
    Set<String> values(List<String> claim) {
        String scope = claims.scope();
        Map<String, Object> answer = scope == null ? Map.of() : Map.of("scope", scope);
        return Stream.of(claims.accessToken(), claims.idToken(), answer, claims.userInfo())
                .filter(source -> ClaimPath.isThere(source, claim))
                .findFirst()
                .flatMap(source -> ClaimPath.find(source, claim))
                .map(DemandCheck::words)
                .orElse(Set.of());
    }

    /** A text is words between spaces; of a list, each element is one. Anything deeper is nothing. */
    private static Set<String> words(@Nullable Object claim) {
        Set<String> words = new HashSet<>();
        if (claim instanceof Collection<?> list) {
            list.forEach(element -> ClaimText.single(element).ifPresent(words::add));
        } else {
            ClaimText.single(claim).ifPresent(text -> words.addAll(List.of(text.split(" +"))));
        }
        words.remove("");
        return words;
    }

    private boolean isThere(String claim) {
        return Stream.of(claims.idToken(), claims.accessToken(), claims.unproven(), claims.userInfo())
                .anyMatch(source -> ClaimPath.isThere(source, claim));
    }
}
